package org.tidings.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.DirectSender;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.TransportConnection;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.RenderedMessage;

/** Sends single messages by the same relays as all others, on a connection of their own. Nothing of them is recorded. */
@ApplicationScoped
class DirectMail implements DirectSender {

    private final Relays relays;
    private final Clock clock;

    DirectMail(Relays relays, Clock clock) {
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    public Optional<Refusal> send(RenderedMessage message) {
        Relay relay = relays.forTest();
        Outcome outcome = send(relay, message);
        if (outcome.diagnosis().verdict() != Verdict.TRANSPORT) {
            relay.succeeded();
        } else if (!outcome.isAnswer()) {
            relay.failed(outcome.diagnosis().sentence(), clock.instant());
        }
        return outcome.diagnosis().verdict() == Verdict.DELIVERED
                ? Optional.empty()
                : Optional.of(new Refusal(
                        outcome.diagnosis().sentence() + " (" + outcome.text() + ")",
                        !outcome.diagnosis().worthRetrying()));
    }

    private static Outcome send(Relay relay, RenderedMessage message) {
        ArrayDeque<OutboundMessage> waiting = new ArrayDeque<>(List.of(() -> message));
        AtomicReference<@Nullable Outcome> result = new AtomicReference<>();
        try (TransportConnection connection = relay.transport().open()) {
            connection.send(waiting::poll, (sent, outcome) -> result.set(outcome));
        }
        return Objects.requireNonNull(result.get());
    }
}
