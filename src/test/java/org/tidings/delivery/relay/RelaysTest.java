package org.tidings.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.delivery.transport.Transport;
import org.tidings.delivery.transport.TransportConnection;

class RelaysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final int CONNECTIONS = 8;

    /** Nothing is sent in these tests. */
    private static final class NoTransport implements Transport {
        @Override
        public TransportConnection open() {
            throw new AssertionError("not to be opened");
        }

        @Override
        public void close() {}
    }

    private final Relay a = new Relay("a", 3, new NoTransport());
    private final Relay b = new Relay("b", 1, new NoTransport());
    private final Relays relays = new Relays(List.of(a, b), CONNECTIONS);

    @Test
    void connectionsAreSharedByWeight() {
        assertThat(begin(a, CONNECTIONS, NOW)).isEqualTo(6);
        assertThat(begin(b, CONNECTIONS, NOW)).isEqualTo(2);
    }

    @Test
    void messagesAreSharedByWeightHoweverEagerOneRelayIs() {
        int byA = 0;
        int byB = 0;
        for (int round = 0; round < 1_000; round++) {
            byA += relays.take(a, NOW) ? 1 : 0;
            byB += relays.take(b, NOW) ? 1 : 0;
            byB += relays.take(b, NOW) ? 1 : 0;
        }
        assertThat(byA).isEqualTo(1_000);
        // a third of a's, and as many in advance as there are connections
        assertThat(byB).isBetween(333, 333 + CONNECTIONS + 1);
    }

    @Test
    void slowRelaySlowsNoOtherDown() {
        assertThat(begin(a, CONNECTIONS, NOW)).isEqualTo(6); // all of its share wait for replies
        assertThat(take(b, 1_000, NOW)).isEqualTo(1_000);
    }

    @Test
    void slowRelayKeepsNoMoreThanItsShareOfTheConnections() {
        assertThat(begin(b, CONNECTIONS, NOW)).isEqualTo(2);
        assertThat(begin(a, CONNECTIONS, NOW)).isEqualTo(6);
        a.connectionRests();
        assertThat(begin(b, 1, NOW)).isZero();
        assertThat(begin(a, 1, NOW)).isOne();
    }

    @Test
    void otherTakesAllConnectionsAndAllMessagesWhileOneIsInTrouble() {
        a.failed("down", NOW);
        assertThat(begin(b, 2 * CONNECTIONS, NOW)).isEqualTo(CONNECTIONS);
        assertThat(take(b, 1_000, NOW)).isEqualTo(1_000);
        assertThat(relays.trouble()).isNull();
        assertThat(relays.pause(NOW)).isZero();
    }

    @Test
    void whatOneMissedInTroubleIsNotMadeUpForByStoppingTheOther() {
        a.failed("down", NOW);
        assertThat(take(b, 100_000, NOW)).isEqualTo(100_000);

        a.succeeded();

        assertThat(take(b, CONNECTIONS, NOW)).isEqualTo(CONNECTIONS);
        assertThat(take(b, 100, NOW)).isLessThan(100);
        assertThat(take(a, 30, NOW)).isEqualTo(30);
    }

    @Test
    void throttledOneRestsForASecondWhileTheOtherGoesOn() {
        a.throttled(1, "slowly", NOW);
        assertThat(relays.trouble()).isNull();
        assertThat(take(b, 1_000, NOW)).isEqualTo(1_000);
        assertThat(begin(b, CONNECTIONS, NOW)).isEqualTo(CONNECTIONS);

        Instant later = NOW.plusSeconds(1);
        assertThat(take(b, 1_000, later)).isLessThan(1_000);
    }

    @Test
    void oneInTroubleHasRoomForTheMessageThatFindsOutWhetherItIsOver() {
        a.failed("down", NOW);
        Instant later = NOW.plusSeconds(1);
        assertThat(begin(b, CONNECTIONS, later)).isEqualTo(CONNECTIONS);
        assertThat(relays.beginConnection(a, later)).isTrue();
        assertThat(relays.take(a, later)).isTrue();
    }

    @Test
    void theOnlyRelayHasAllConnectionsAndMessages() {
        Relays one = new Relays(List.of(b), CONNECTIONS);
        for (int i = 0; i < 1_000; i++) {
            assertThat(one.take(b, NOW)).isTrue();
        }
        assertThat(one.beginConnection(b, NOW)).isTrue();
        assertThat(one.share(b)).isEqualTo(100);
    }

    @Test
    void sharesAreShownInPercent() {
        assertThat(relays.share(a)).isEqualTo(75);
        assertThat(relays.share(b)).isEqualTo(25);
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
    void whenNoneMayBeTriedTheSoonestIsWaitedFor() {
        a.failed("down", NOW);
        b.failed("down", NOW);
        b.failed("down", NOW.plusMillis(250));
        assertThat(relays.pause(NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void theOnlyRelayIsNotNamed() {
        Relays one = new Relays(List.of(a), CONNECTIONS);
        a.failed("down", NOW);
        assertThat(one.trouble()).isEqualTo(new TransportHealth.Trouble("down", NOW));
    }

    @Test
    void testMailGoesByOneThatAnswers() {
        assertThat(relays.forTest()).isSameAs(a);
        a.failed("down", NOW);
        assertThat(relays.forTest()).isSameAs(b);
        b.failed("down", NOW);
        assertThat(relays.forTest()).isSameAs(a);
    }

    /** How many of so many connections may begin. */
    private int begin(Relay relay, int wanted, Instant now) {
        int begun = 0;
        for (int i = 0; i < wanted; i++) {
            begun += relays.beginConnection(relay, now) ? 1 : 0;
        }
        return begun;
    }

    /** How many of so many messages may go by the relay. */
    private int take(Relay relay, int wanted, Instant now) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += relays.take(relay, now) ? 1 : 0;
        }
        return taken;
    }
}
