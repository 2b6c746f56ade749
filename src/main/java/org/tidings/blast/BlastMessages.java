package org.tidings.blast;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.message.Attachment;
import org.tidings.message.MessageContent;
import org.tidings.message.MessageSettings;
import org.tidings.message.PreparedMessage;
import org.tidings.message.ProviderHeaders;
import org.tidings.message.Tokens;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.PlatformConfig;

/** Puts a blast, its account and the installation's settings together into a message that can be rendered for each person. */
@ApplicationScoped
public class BlastMessages {

    private static final Logger LOG = Logger.getLogger(BlastMessages.class);
    private static final Pattern OWN_IMAGE = Pattern.compile("(src=\")[^\"]*/i/([0-9A-HJKMNP-TV-Z]{26})(\")");

    private final MessageSettings settings;
    private final MailConfig config;
    private final Tokens tokens;
    private final String fromAddress;

    BlastMessages(
            PlatformConfig platform,
            MailConfig config,
            Tokens tokens,
            ProviderHeaders providerHeaders,
            @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        String domain = config.feedback()
                .domain()
                .orElseGet(() -> Objects.requireNonNullElse(platform.baseUrl().getHost(), "localhost"));
        this.settings = new MessageSettings(platform.baseUrl().toString(), domain, Optional.of(providerHeaders));
        this.config = config;
        this.tokens = tokens;
        this.fromAddress = from.map(SenderAddress::of).orElse("news@" + domain);
    }

    /** Creates this bean at start: an unusable sender address must fail the start and not every message. */
    void start(@Observes StartupEvent start) {
        LOG.debugf("Messages are sent from %s", fromAddress);
    }

    public MessageSettings settings() {
        return settings;
    }

    /** The bare address in {@code From} of every message. */
    public String fromAddress() {
        return fromAddress;
    }

    /**
     * The message for reading: all but the attached files. A draft may have any text as its reply address, which must not prevent a preview.
     * Call it within a transaction.
     */
    public PreparedMessage prepare(Blast blast) {
        return prepare(blast, (RoundMessage) null);
    }

    /** The same of the message that the recipients of a round got. */
    public PreparedMessage prepare(Blast blast, int round) {
        return prepare(blast, Round.messageOf(blast.key(), round).orElse(null));
    }

    /** The same of an edited message of a round; null for that of the blast. */
    public PreparedMessage prepare(Blast blast, @Nullable RoundMessage edited) {
        MessageContent content = content(blast, edited, new ArrayList<>());
        String replyTo = Optional.ofNullable(content.replyTo())
                .flatMap(EmailAddress::normalise)
                .orElse(null);
        return PreparedMessage.prepare(content.withReplyTo(replyTo), settings, tokens, firstLink(edited));
    }

    private static int firstLink(@Nullable RoundMessage edited) {
        return edited == null ? 0 : edited.firstLink();
    }

    /** The message for sending, files and all. Call it within a transaction; the result is good for the whole blast. */
    public PreparedMessage prepareMail(Blast blast) {
        return prepareMail(blast, null);
    }

    /** The same of an edited message of a round; null for that of the blast. */
    PreparedMessage prepareMail(Blast blast, @Nullable RoundMessage edited) {
        return PreparedMessage.prepare(content(blast, edited, files(blast)), settings, tokens, firstLink(edited));
    }

    /** The same marked as a test, of which nothing is counted: no pixel, and links lead straight to their targets. */
    public PreparedMessage prepareTest(Blast blast) {
        MessageContent real = content(blast, null, files(blast));
        MessageContent test = new MessageContent(
                real.blastId(),
                "[Test] " + real.subject(),
                real.preheader(),
                real.fromName(),
                real.fromAddress(),
                real.replyTo(),
                real.html(),
                real.text(),
                real.marketing(),
                real.accountName(),
                real.listId(),
                real.postalAddress(),
                real.attachments(),
                false,
                false,
                real.look());
        return PreparedMessage.prepare(test, settings, tokens);
    }

    /** What staff wrote and chose, with the account's defaults filled in, and without the attached files. */
    public MessageContent content(Blast blast) {
        return content(blast, null, new ArrayList<>());
    }

    private List<Attachment> files(Blast blast) {
        List<Attachment> files = new ArrayList<>();
        for (var file : org.tidings.blast.AttachedFile.of(blast.key())) {
            files.add(new Attachment(file.name, file.contentType, file.content, null));
        }
        files.addAll(BlockContents.calendarFiles(blast, settings.feedbackDomain()));
        return files;
    }

    private MessageContent content(Blast blast, @Nullable RoundMessage edited, List<Attachment> attachments) {
        Account account = Account.findById(blast.accountId);
        BlastLook look = look(blast, account);
        String written = edited == null ? html(blast, look) : edited.html();
        String html = blast.embedImages ? embedImages(written, blast.accountId, attachments) : written;
        return new MessageContent(
                blast.publicId,
                edited == null ? blast.subject : edited.subject(),
                blank(edited == null ? blast.preheader : edited.preheader()),
                Optional.ofNullable(blank(blast.fromName)).orElse(senderName(account, blast.purpose)),
                fromAddress,
                Optional.ofNullable(blank(blast.replyTo)).orElse(account.replyTo),
                html,
                edited == null ? blank(blast.text) : null,
                blast.purpose == Purpose.MARKETING,
                look == null ? account.name : look.accountName(),
                "account-" + account.id + "." + settings.feedbackDomain(),
                look == null ? account.postalAddress : look.postalAddress(),
                attachments,
                config.tracking().opens() && account.trackOpens,
                config.tracking().clicks() && account.trackClicks,
                look == null ? null : withLogo(look.look(), blast, attachments));
    }

    private static String html(Blast blast, @Nullable BlastLook look) {
        return blast.state == BlastState.DRAFT && look != null ? BlockContents.html(blast, look.look()) : blast.html;
    }

    private static @Nullable BlastLook look(Blast blast, Account account) {
        if (blast.look != null) {
            return BlastLook.read(blast.look);
        }
        return blast.state == BlastState.DRAFT ? BlastLook.of(account) : null;
    }

    /** A logo is linked, which mail programs cache and which keeps messages small, unless all pictures are sent inside the message. */
    private Look withLogo(Look look, Blast blast, List<Attachment> attachments) {
        Logo logo = look.logo();
        if (logo == null) {
            return look;
        }
        String source = settings.baseUrl() + "/i/" + logo.source();
        if (blast.embedImages && embed(logo.source(), blast.accountId, attachments)) {
            source = "cid:" + logo.source();
        }
        return look.withLogo(new Logo(source, logo.width(), logo.height()));
    }

    private static String senderName(Account account, Purpose purpose) {
        String ofNotices = blank(account.serviceSenderName);
        return purpose == Purpose.SERVICE && ofNotices != null ? ofNotices : account.senderName;
    }

    private static String embedImages(String html, long accountId, List<Attachment> attachments) {
        return OWN_IMAGE
                .matcher(html)
                .replaceAll(found -> embed(found.group(2), accountId, attachments) ? "$1cid:$2$3" : "$0");
    }

    /** Adds a picture of the account to the message. @return whether there is such a picture */
    private static boolean embed(String id, long accountId, List<Attachment> attachments) {
        if (attachments.stream().anyMatch(a -> id.equals(a.contentId()))) {
            return true;
        }
        Optional<Image> image = Image.find(id).filter(stored -> stored.accountId == accountId);
        image.ifPresent(stored -> attachments.add(new Attachment(stored.name, stored.contentType, stored.content, id)));
        return image.isPresent();
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
