package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.PlatformConfig;

/** The public pages of messages: one for each blast, at a signed address that tells nothing about anybody. */
@ApplicationScoped
public class PublicPages {

    private final Tokens tokens;
    private final BlastMessages messages;
    private final BlastAudit audit;
    private final String baseUrl;

    PublicPages(Tokens tokens, BlastMessages messages, BlastAudit audit, PlatformConfig platform) {
        this.tokens = tokens;
        this.messages = messages;
        this.audit = audit;
        this.baseUrl = platform.baseUrl().toString();
    }

    /** The address of a blast's page, whether it is public or not. */
    public String address(Blast blast) {
        return baseUrl + "/a/" + tokens.sign(TokenPurpose.PUBLIC_PAGE, new TokenSubject(blast.key(), 0, 0));
    }

    /** Makes the message of a blast public, or no longer. */
    @Transactional
    public void change(Blast blast, PublicPage page) {
        Blast stored = Objects.requireNonNull(Blast.<Blast>findById(blast.key()));
        if (stored.publicPage != page) {
            stored.publicPage = page;
            audit.record(stored, page == PublicPage.OFF ? "unpublished" : "published");
        }
    }

    /**
     * A page.
     *
     * @param listed whether search engines may show it
     */
    public record Page(String html, boolean listed) {}

    /** The page of a token; empty if the token is wrong, or if the blast is not public, not sent or cleared. */
    @Transactional
    public Optional<Page> find(String token) {
        return tokens.verify(TokenPurpose.PUBLIC_PAGE, token)
                .flatMap(subject -> Blast.<Blast>findByIdOptional(subject.blastId()))
                .filter(blast ->
                        blast.publicPage != PublicPage.OFF && blast.state != BlastState.DRAFT && !blast.cleared)
                .map(blast ->
                        new Page(messages.prepare(blast).renderForPublic(), blast.publicPage == PublicPage.LISTED));
    }
}
