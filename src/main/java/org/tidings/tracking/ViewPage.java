package org.tidings.tracking;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.message.Person;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.Fields;
import org.tidings.recipient.Recipient;
import org.tidings.recipient.RecipientKey;

/** Shows the message in a browser, in a sandbox because its HTML is written by staff. */
@Path("/v/{token}")
@PermitAll
@Blocking
class ViewPage {

    static final String SANDBOX =
            "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation;"
                    + " default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src *; frame-ancestors 'self'";

    private final Tokens tokens;
    private final BlastMessages messages;
    private final TrackingRecorder recorder;

    ViewPage(Tokens tokens, BlastMessages messages, TrackingRecorder recorder) {
        this.tokens = tokens;
        this.messages = messages;
        this.recorder = recorder;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public Response view(@PathParam("token") String token, HttpServerRequest request) {
        TokenSubject subject = tokens.verify(TokenPurpose.VIEW, token)
                .orElseThrow(() -> new ProblemException(
                        404, "This link does not work. It may be incomplete: copy the whole link from the message."));
        Recipient recipient = Recipient.find(new RecipientKey(subject.blastId(), subject.seq()))
                .orElse(null);
        Blast blast = recipient == null ? null : Blast.findById(recipient.blastId);
        if (recipient == null || blast == null || blast.cleared) {
            throw new ProblemException(
                    410, "This message is no longer available here. The copy in your mailbox still works.");
        }
        recorder.visit(subject, "view in browser", request);
        Person person = new Person(
                subject, recipient.email, recipient.firstName, recipient.lastName, Fields.read(recipient.fields));
        return Response.ok(
                        messages.prepare(blast, recipient.round).renderForBrowser(person),
                        MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", SANDBOX)
                .header("Cache-Control", "no-store")
                .build();
    }
}
