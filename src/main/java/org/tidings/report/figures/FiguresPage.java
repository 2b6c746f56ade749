package org.tidings.report.figures;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.platform.web.SecurityHeaders;
import org.tidings.recipient.RecipientCounts;
import org.tidings.report.SentMessages;

/** Opens and clicks of a blast in pictures, each with a table. */
@Path("/blasts/{id}/engagement")
class FiguresPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance figures(FiguresView view);
    }

    private final BlastAccess access;
    private final FigureStore store;
    private final EarlierBlasts earlier;
    private final SentMessages messages;

    FiguresPage(BlastAccess access, FigureStore store, EarlierBlasts earlier, SentMessages messages) {
        this.access = access;
        this.store = store;
        this.earlier = earlier;
        this.messages = messages;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance page(@RestPath String id) {
        Blast blast = started(id);
        FigureStore.Shown shown = store.of(blast, RecipientCounts.of(blast.key()));
        return Templates.figures(new FiguresView(
                blast.publicId,
                blast.title(),
                shown.figures(),
                shown.countedAt(),
                shown.counting(),
                notTracked(Account.findById(blast.accountId)),
                earlier.with(blast)));
    }

    /** The message for the sandboxed frame of the page, with its clicks. */
    @GET
    @Path("message")
    @Transactional
    public Response message(@RestPath String id) {
        Blast blast = started(id);
        RecipientCounts counts = RecipientCounts.of(blast.key());
        Figures figures = store.of(blast, counts).figures();
        String html =
                MessageMap.of(messages.htmlWithPlaces(blast), figures == null ? List.of() : figures.links(), counts);
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .header("Cache-Control", "no-store")
                .build();
    }

    private Blast started(String id) {
        Blast blast = access.find(id);
        if (blast.startedAt == null) {
            throw new NotFoundException();
        }
        return blast;
    }

    private static @Nullable String notTracked(Account account) {
        List<String> parts = new ArrayList<>();
        if (!account.trackOpens) {
            parts.add("opens");
        }
        if (!account.trackClicks) {
            parts.add("clicks");
        }
        return parts.isEmpty()
                ? null
                : "Your account does not record " + String.join(" and ", parts) + " (Settings, Account).";
    }
}
