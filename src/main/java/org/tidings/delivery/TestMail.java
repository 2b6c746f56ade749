package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.tidings.blast.TestSender;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.OutgoingMessage;

/** Test messages go the way of all others, but nobody keeps a record. */
@ApplicationScoped
class TestMail implements TestSender {

    private final MailTransport transport;

    TestMail(MailTransport transport) {
        this.transport = transport;
    }

    @Override
    public Optional<String> send(OutgoingMessage message) {
        Outcome outcome = transport.send(message).toCompletableFuture().join();
        return outcome.diagnosis().verdict() == Verdict.DELIVERED
                ? Optional.empty()
                : Optional.of(outcome.diagnosis().sentence() + " (" + outcome.text() + ")");
    }
}
