package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.recipient.EventIntake;

/** Who goes first, and what ends in the middle of a launch, of a slow receiver and of an outage: nobody is lost, and nobody mailed twice. */
class QueueIT {

    private static final int CONNECTIONS = 20;
    private static final int CHUNK = 1_000;
    /** Many chunks of a launch. */
    private static final int MANY = 20_000;

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;
    private static PackagedTidings tidings;

    @BeforeAll
    static void start() throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
        tidings = new PackagedTidings(
                folder,
                Map.of(
                        "quarkus.mailer.host",
                        "127.0.0.1",
                        "quarkus.mailer.port",
                        String.valueOf(mx.port()),
                        "tidings.delivery.connections",
                        String.valueOf(CONNECTIONS),
                        "tidings.launch.chunk",
                        String.valueOf(CHUNK),
                        "tidings.delivery.lease",
                        "5s"));
        tidings.start();
    }

    @AfterAll
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
    void launchKilledInTheMiddleLosesAndDoublesNobody() throws Exception {
        LargeBlast blast = LargeBlast.send(tidings, mx, "killed-launch", MANY);
        int launched = selected(blast);
        tidings.kill();
        tidings.start();

        blast.assertEveryoneGotIt(tidings, 10 * CONNECTIONS);
        assertThat(launched).as("launched before").isLessThan(MANY);
    }

    @Test
    void launchEndedInOrderInTheMiddleMailsNobodyTwice() throws Exception {
        LargeBlast blast = LargeBlast.send(tidings, mx, "ended-launch", MANY);
        int launched = selected(blast);
        tidings.terminate();
        tidings.start();

        blast.assertEveryoneGotIt(tidings, 0);
        assertThat(launched).as("launched before").isLessThan(MANY);
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
        LargeBlast blast = LargeBlast.send(tidings, mx, "outage", 5_000);
        blast.awaitReceived(500);
        tidings.killDatabase();
        tidings.terminate();
        tidings.start();

        // what is not stored yet and what is on the wire, at the worst
        blast.assertEveryoneGotIt(tidings, 2 * EventIntake.OUTCOMES_AT_ONCE + CONNECTIONS);
    }

    private static int selected(LargeBlast blast) {
        return tidings.blast(blast.id()).get("selected").intValue();
    }
}
