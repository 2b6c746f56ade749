package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.embedded.UnpackedServer;

/** Who goes first, and what ends while the receiver is slow or the database away: nobody is lost, and nobody mailed twice. */
@ParameterizedClass
@MethodSource("transports")
class QueueIT {

    private static final int MANY = Integer.getInteger("tidings.it.people", 4_000);
    private static final int A_SECOND = 1_000;
    private static final int REPORTS = 64;
    private static final int DATABASE_CONNECTIONS = 8;

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;
    private static PackagedTidings tidings;

    @Parameter
    String transport;

    static Stream<String> transports() {
        return PackagedTidings.transports("mailer");
    }

    @BeforeParameterizedClassInvocation
    static void start(String transport) throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
        Path dataFolder = folder.resolve(transport);
        UnpackedServer.shareWith(dataFolder);
        tidings = new PackagedTidings(
                dataFolder,
                Map.of(
                        "quarkus.mailer.host",
                        "127.0.0.1",
                        "quarkus.mailer.port",
                        String.valueOf(mx.port()),
                        "quarkus.datasource.jdbc.max-size",
                        String.valueOf(DATABASE_CONNECTIONS),
                        "tidings.delivery.transport",
                        transport,
                        "tidings.delivery.connections",
                        "20",
                        "tidings.delivery.rate",
                        String.valueOf(A_SECOND),
                        // a range whose lease ends while the receiver is slow may be sent twice
                        "tidings.delivery.lease",
                        "10s"));
        tidings.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        tidings.close();
        mx.close();
    }

    @AfterEach
    void atOnce() {
        mx.takesItsTime(Duration.ZERO);
    }

    @Test
    void smallBlastsDoNotWaitForALargeOne() throws Exception {
        LargeBlast large = LargeBlast.send(tidings, mx, "large", MANY);
        LargeBlast notice = LargeBlast.send(tidings, mx, "SERVICE", "notice", 50);
        LargeBlast invitation = LargeBlast.send(tidings, mx, "MARKETING", "invitation", 50);
        notice.awaitReceived(50);
        invitation.awaitReceived(50);
        assertThat(large.received().size()).as("still going out").isLessThan(MANY);

        large.assertEveryoneGotIt(tidings, 0);
        notice.assertEveryoneGotIt(tidings, 0);
        invitation.assertEveryoneGotIt(tidings, 0);
    }

    @Test
    void moreReportPagesThanDatabaseConnectionsAreServedWhileABlastIsSent() throws Exception {
        LargeBlast reported = LargeBlast.send(tidings, mx, "reported", 50);
        reported.assertEveryoneGotIt(tidings, 0);
        String report = "/blasts/" + reported.id() + "?tab=everyone";
        assertThat(tidings.page(report).replace("<wbr>", "")).contains("p1@reported.example");

        LargeBlast blast = LargeBlast.send(tidings, mx, "beside-reports", MANY / 6);
        ExecutorService readers = Executors.newFixedThreadPool(REPORTS);
        AtomicBoolean enough = new AtomicBoolean();
        try {
            CompletableFuture<?>[] reading = IntStream.range(0, REPORTS)
                    .mapToObj(reader -> CompletableFuture.runAsync(
                            () -> {
                                do {
                                    tidings.page(report);
                                } while (!enough.get());
                            },
                            readers))
                    .toArray(CompletableFuture<?>[]::new);
            blast.assertEveryoneGotIt(tidings, 0);
            enough.set(true);
            CompletableFuture.allOf(reading).join();
        } finally {
            enough.set(true);
            readers.shutdown();
        }
    }

    @Test
    void endedInOrderWhileTheReceiverIsSlowMailsNobodyTwice() throws Exception {
        mx.takesItsTime(Duration.ofMillis(500));
        LargeBlast blast = LargeBlast.send(tidings, mx, "slow", 400);
        blast.awaitReceived(50);
        tidings.terminate();
        int before = blast.received().size();
        mx.takesItsTime(Duration.ZERO);
        tidings.start();

        blast.assertEveryoneGotIt(tidings, 0);
        assertThat(before).as("ended in the middle").isLessThan(400);
    }

    @Test
    void endsInOrderWhileTheDatabaseIsAwayAndGoesOnAfterwards() throws Exception {
        LargeBlast blast = LargeBlast.send(tidings, mx, "outage", MANY);
        blast.awaitReceived(500);
        tidings.killDatabase();
        tidings.terminate();
        int before = blast.received().size();
        tidings.start();

        blast.assertEveryoneGotIt(tidings, LargeBlast.TWICE_AFTER_A_KILL);
        assertThat(before).as("ended in the middle").isLessThan(MANY);
    }
}
