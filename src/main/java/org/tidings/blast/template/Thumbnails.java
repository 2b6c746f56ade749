package org.tidings.blast.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.message.layout.ColourScheme;
import org.tidings.platform.web.SecurityHeaders;

/** Renders messages for small frames, in the look of the account and for a made-up person. */
@ApplicationScoped
class Thumbnails {

    private static final Person MIA = new Person(
            TokenSubject.NOBODY,
            "mia@example.org",
            "Mia",
            "Larsen",
            Map.of("children", "Ida", "class", "Beginners, Tuesday 16:00", "household", "Larsen"));

    private final BlastMessages messages;

    Thumbnails(BlastMessages messages) {
        this.messages = messages;
    }

    /** The HTML of a message; the policy treats it as untrusted. */
    Response of(Blast blast) {
        String html = messages.prepare(blast).preview(MIA).html();
        return Response.ok(ColourScheme.LIGHT.shown(html), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .build();
    }
}
