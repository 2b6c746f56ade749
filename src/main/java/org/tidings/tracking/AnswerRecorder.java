package org.tidings.tracking;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.message.TokenSubject;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.Answer;
import org.tidings.recipient.EventIntake;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** Records what recipients confirm and answer: in the database or, while it is unavailable, in the spool. */
@ApplicationScoped
class AnswerRecorder {

    private static final Logger LOG = Logger.getLogger(AnswerRecorder.class);
    private static final long PATIENCE_SECONDS = 5;

    private final EventIntake intake;
    private final Clock clock;

    AnswerRecorder(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * Returns when the answer is on disk.
     *
     * @param answer null confirms reading
     * @throws ProblemException 503 if it could not be stored
     */
    void record(TokenSubject subject, @Nullable Answer answer) {
        try {
            intake.hit(event(subject, answer)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warnf("An answer was not stored: %s", failure);
            throw unavailable();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private NewEvent event(TokenSubject subject, @Nullable Answer answer) {
        NewEvent event = NewEvent.of(
                        new RecipientKey(subject.blastId(), subject.seq()),
                        answer == null ? EventType.GOT_IT : EventType.ANSWERED,
                        clock.instant())
                .asFeedback();
        return answer == null
                ? event.fromSource("got it")
                : event.withDetail(answer.name())
                        .fromSource(UlidCreator.getMonotonicUlid().toString());
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                503, "Your answer could not be saved. Open the link in the message again in a few minutes.");
    }
}
