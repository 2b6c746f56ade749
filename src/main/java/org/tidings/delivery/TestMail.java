package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.tidings.blast.TestSender;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.OutgoingMessage;

/** Test messages go the way of all others, but nobody keeps a record. */
@ApplicationScoped
class TestMail implements TestSender {

    private final MailTransport transport;
    private final Relays relays;
    private final Clock clock;

    TestMail(MailTransport transport, Relays relays, Clock clock) {
        this.transport = transport;
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    public Optional<String> send(OutgoingMessage message) {
        Relay relay = relays.next(clock.instant());
        Outcome outcome = relay == null ? byTroubled(message) : by(relay, message);
        return outcome.diagnosis().verdict() == Verdict.DELIVERED
                ? Optional.empty()
                : Optional.of(outcome.diagnosis().sentence() + " (" + outcome.text() + ")");
    }

    /** Somebody waits for an answer, if only for one that tells what is wrong. */
    private Outcome byTroubled(OutgoingMessage message) {
        Relay relay = relays.all().get(0);
        relay.began();
        return by(relay, message);
    }

    private Outcome by(Relay relay, OutgoingMessage message) {
        try {
            Outcome outcome =
                    transport.send(relay, message).toCompletableFuture().join();
            if (outcome.diagnosis().verdict() != Verdict.TRANSPORT) {
                relay.succeeded();
            } else if (!outcome.isAnswer()) {
                relay.failed(outcome.diagnosis().sentence(), clock.instant());
            }
            return outcome;
        } finally {
            relay.concluded();
        }
    }
}
