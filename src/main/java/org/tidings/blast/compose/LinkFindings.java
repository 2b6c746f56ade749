package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.linkcheck.LinkChecks;
import org.tidings.blast.linkcheck.LinkState;
import org.tidings.message.MessageLinks;
import org.tidings.platform.PlatformConfig;

/** Links of a draft that its readers could not open. They are checked in the background. */
@ApplicationScoped
class LinkFindings {

    private final LinkChecks checks;
    private final String ownPages;

    LinkFindings(LinkChecks checks, PlatformConfig platform) {
        this.checks = checks;
        this.ownPages = platform.baseUrl().toString();
    }

    /**
     * What is known now.
     *
     * @param pending whether some links are still being checked
     */
    record Links(String id, boolean pending, List<PreflightCheck> findings) {}

    Links of(Blast draft) {
        List<String> links = MessageLinks.constant(draft.html).stream()
                .filter(link -> !link.startsWith(ownPages))
                .toList();
        LinkChecks.Result result = checks.of(links);
        List<PreflightCheck> findings = new ArrayList<>();
        ComposePlace place = new ComposePlace(draft);
        for (Map.Entry<String, LinkState> link : result.states().entrySet()) {
            String sentence = sentence(link.getValue());
            if (sentence != null) {
                findings.add(PreflightCheck.advise(sentence, link.getKey(), place.of(link.getKey())));
            }
        }
        return new Links(draft.publicId, result.pending(), findings);
    }

    private static @Nullable String sentence(LinkState state) {
        return switch (state) {
            case NO_SUCH_PAGE -> "This link leads to a page that does not exist.";
            case NO_SUCH_HOST -> "This link leads to a website that does not exist. Check its spelling.";
            case PRIVATE_NETWORK -> "This link works only inside your own network, so recipients cannot open it.";
            case NEEDS_LOGIN -> "This page asks for a login. Share it with everyone who has the link.";
            case WORKS, UNKNOWN -> null;
        };
    }
}
