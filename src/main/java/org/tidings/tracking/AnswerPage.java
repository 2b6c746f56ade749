package org.tidings.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;
import org.tidings.recipient.Answer;

/**
 * The page behind the "Got it" button and the answers of a question. GET changes nothing, because link scanners follow links; only the buttons
 * of the page record something, and a one-click unsubscribe request (RFC 8058) is refused. It needs neither login, cookie nor script. The links
 * are not tracked as clicks: what a recipient says here is stronger, and a visit alone proves nothing.
 */
@Path("/y/{token}")
@PermitAll
@PublicEndpoint
@Blocking
class AnswerPage {

    private static final Logger LOG = Logger.getLogger(AnswerPage.class);

    /** The value of the form's field that confirms reading. */
    private static final String GOT_IT = "got-it";

    /** The address of the buttons in a preview, which is not a token. */
    private static final String PREVIEW = "preview";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ask(AnswerView view);

        static native TemplateInstance done(AnswerView view);

        static native TemplateInstance closed();

        static native TemplateInstance test();
    }

    private final Tokens tokens;
    private final AnsweredMessage messages;
    private final AnswerRecorder answers;
    private final TrackingRecorder recorder;

    AnswerPage(Tokens tokens, AnsweredMessage messages, AnswerRecorder answers, TrackingRecorder recorder) {
        this.tokens = tokens;
        this.messages = messages;
        this.answers = answers;
        this.recorder = recorder;
    }

    /**
     * The page with the buttons, or what was said before.
     *
     * @param answer the answer whose button in the message led here, which the page offers first
     */
    @GET
    @ConcurrencyLimit
    public TemplateInstance ask(
            @PathParam("token") String token, @RestQuery @Nullable String answer, HttpServerRequest request) {
        if (token.equals(PREVIEW)) {
            return Templates.test();
        }
        Link link = link(token);
        if (link.isTest()) {
            return Templates.test();
        }
        recorder.visit(link.subject(), "answer page", request);
        Lookup found = find(link.subject());
        if (found.isCleared()) {
            return Templates.closed();
        }
        AnswerView view =
                AnswerView.of(link.poll(), found.message(), Answer.parse(answer).orElse(null));
        return view.isAnswered() ? Templates.done(view) : Templates.ask(view);
    }

    @POST
    @ConcurrencyLimit
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public TemplateInstance record(
            @PathParam("token") String token,
            @RestForm @Nullable String answer,
            @RestForm("List-Unsubscribe") @Nullable String oneClick) {
        Link link = link(token);
        Answer given = link.poll() ? Answer.parse(answer).orElse(null) : null;
        if (oneClick != null || (given == null && (link.poll() || !GOT_IT.equals(answer)))) {
            throw new ProblemException(400, "The request must contain the answer of a button on the page.");
        }
        if (link.isTest()) {
            return Templates.test();
        }
        Lookup found = find(link.subject());
        if (found.isCleared()) {
            return Templates.closed();
        }
        answers.record(link.subject(), given);
        return Templates.done(AnswerView.recorded(link.poll(), found.message(), given));
    }

    /** What a token names. */
    private record Link(TokenSubject subject, boolean poll) {
        boolean isTest() {
            return subject.seq() == 0;
        }
    }

    private Link link(String token) {
        return tokens.verify(TokenPurpose.GOT_IT, token)
                .map(subject -> new Link(subject, false))
                .or(() -> tokens.verify(TokenPurpose.POLL, token).map(subject -> new Link(subject, true)))
                .orElseThrow(() -> new ProblemException(
                        404, "This link does not work. It may be incomplete: copy the whole link from the message."));
    }

    /**
     * The message, if the database could be asked.
     *
     * @param message null if the report was cleared or the database is unavailable
     */
    private record Lookup(AnsweredMessage.@Nullable Found message, boolean asked) {
        boolean isCleared() {
            return asked && message == null;
        }
    }

    private Lookup find(TokenSubject subject) {
        try {
            Optional<AnsweredMessage.Found> found = messages.find(subject);
            return new Lookup(found.orElse(null), true);
        } catch (DatabaseException failure) {
            if (!failure.isOutage()) {
                throw failure;
            }
            LOG.debugf("Answers are accepted without the database: %s", failure.getMessage());
            return new Lookup(null, false);
        }
    }
}
