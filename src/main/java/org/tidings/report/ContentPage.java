package org.tidings.report;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.platform.web.SecurityHeaders;

/** The HTML of the message for the sandboxed frame of the report; the policy blocks scripts and forms. */
@Path("/blasts/{id}/content")
class ContentPage {

    private final BlastAccess access;
    private final SentMessages messages;

    ContentPage(BlastAccess access, SentMessages messages) {
        this.access = access;
        this.messages = messages;
    }

    /**
     * The message of one recipient.
     *
     * @param as the address of the recipient whose merge fields are filled in
     * @param recipient the same by number; the message is that of the recipient's round
     * @param round the message of this round
     */
    @GET
    @Transactional
    public Response content(
            @RestPath String id,
            @RestQuery @Nullable String as,
            @RestQuery @Nullable Integer recipient,
            @RestQuery @DefaultValue("0") int round) {
        Blast blast = access.find(id);
        String html = recipient == null ? messages.html(blast, as, round) : messages.html(blast, recipient);
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .header("Cache-Control", "no-store")
                .build();
    }
}
