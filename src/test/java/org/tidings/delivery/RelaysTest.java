package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.ext.mail.MailClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelaysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final MailClient client =
            MailClient.newInstance(io.vertx.ext.mail.MailClient.create(vertx, new MailConfig()));
    private final Relay a = new Relay("a", 3, client);
    private final Relay b = new Relay("b", 1, client);
    private final Relays relays = new Relays(List.of(a, b), 8);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void messagesGoByWeightAndEvenlySpread() {
        assertThat(next(8)).isEqualTo("aabaaaba");
    }

    @Test
    void slowOneHoldsNoMoreThanItsShareOfTheConnections() {
        String chosen = IntStream.range(0, 8)
                .mapToObj(i -> relays.next(NOW))
                .peek(relay -> {
                    if (relay == b) {
                        relay.concluded();
                    }
                })
                .map(Relay::name)
                .collect(Collectors.joining());
        assertThat(chosen).isEqualTo("aabaaaba");
        assertThat(next(4)).isEqualTo("bbbb");
    }

    @Test
    void oneInTroubleGetsASingleMessageWhenItsWaitIsOver() {
        a.failed("down", NOW);
        assertThat(next(5)).isEqualTo("bbbbb");
        assertThat(relays.trouble()).isNull();
        assertThat(relays.pause(NOW)).isZero();

        Instant later = NOW.plusSeconds(1);
        assertThat(relays.next(later)).isSameAs(a);
        assertThat(relays.next(later)).isSameAs(b);
        a.succeeded();
        a.concluded();
        assertThat(relays.next(later)).isSameAs(a);
    }

    @Test
    void troubleIsToldWhenAllAreInItSinceTheLastOfThemIs() {
        a.failed("down", NOW);
        b.failed("refusing", NOW.plusSeconds(60));
        assertThat(relays.isInTrouble()).isTrue();
        assertThat(relays.trouble())
                .isEqualTo(new TransportHealth.Trouble("a: down; b: refusing", NOW.plusSeconds(60)));
        assertThat(relays.pause(NOW.plusSeconds(60))).isZero();
    }

    @Test
    void whenNoneMayBeTriedNobodyIsSentAndTheSoonestIsWaitedFor() {
        a.failed("down", NOW);
        b.failed("down", NOW);
        b.failed("down", NOW.plusMillis(250));
        assertThat(relays.next(NOW)).isNull();
        assertThat(relays.pause(NOW)).isEqualTo(Duration.ofMillis(250));
        assertThat(relays.retryAt(NOW)).isEqualTo(NOW.plusMillis(250));
    }

    @Test
    void theOnlyRelayIsNotNamed() {
        Relays one = new Relays(List.of(a), 8);
        a.failed("down", NOW);
        assertThat(one.trouble()).isEqualTo(new TransportHealth.Trouble("down", NOW));
    }

    @Test
    void throttledOneRestsForASecondWhileTheOtherGoesOn() {
        a.throttled(1, "slowly", NOW);
        assertThat(next(3)).isEqualTo("bbb");
        assertThat(relays.trouble()).isNull();
        assertThat(relays.next(NOW.plusSeconds(1))).isSameAs(a);
    }

    /** As if each message were concluded at once. */
    private String next(int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> relays.next(NOW))
                .peek(Relay::concluded)
                .map(Relay::name)
                .collect(Collectors.joining());
    }
}
