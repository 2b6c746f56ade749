package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.delivery.transport.smtp.SmtpPeer.Script;

/** Far servers. */
class SmtpLatencyTest {

    private static final Duration ROUND_TRIP = Duration.ofMillis(100);
    private static final int MESSAGES = 20;
    private static final int ATTEMPTS = 10;

    @Test
    void messageCostsOneRoundTripWherePipeliningIsAnnounced() throws Exception {
        double least = MESSAGES + 1.0; // one more for the first envelope, which goes alone
        assertThat(roundTripsAtMost(least / 0.9)).isBetween(least, least / 0.9);
    }

    @Test
    void messageCostsFourRoundTripsElsewhere() throws Exception {
        assertThat(roundTripsOnce(Script.oneByOne())).isGreaterThanOrEqualTo(4.0 * MESSAGES);
    }

    /** The fewest of several attempts, until they are within the bound: a busy machine only adds to them. */
    private static double roundTripsAtMost(double bound) throws Exception {
        double fewest = Double.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && fewest > bound; attempt++) {
            fewest = Math.min(fewest, roundTripsOnce(Script.pipelining()));
        }
        return fewest;
    }

    private static double roundTripsOnce(Script script) throws Exception {
        try (SmtpPeer peer = new SmtpPeer(script);
                DelayingProxy far = new DelayingProxy(peer.port(), ROUND_TRIP.dividedBy(2));
                Client client = new Client("127.0.0.1", far.port())) {
            client.send("warm-up@x.example");
            long start = System.nanoTime();
            Queue<TestMessage> queue = new ArrayDeque<>(IntStream.range(0, MESSAGES)
                    .mapToObj(i -> TestMessage.to("m" + i + "@x.example"))
                    .toList());
            List<Client.Sent> sent = client.sendFrom(queue);
            double roundTrips = (System.nanoTime() - start) / (double) ROUND_TRIP.toNanos();
            assertThat(sent)
                    .hasSize(MESSAGES)
                    .allSatisfy(one -> assertThat(one.verdict()).endsWith("DELIVERED accepted"));
            return roundTrips;
        }
    }
}
