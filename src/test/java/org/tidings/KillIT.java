package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.embedded.UnpackedServer;

/**
 * {@code kill -9} while one blast is being sent and another one launched: everyone gets the message, and who gets it twice gets the same one
 * twice.
 */
@ParameterizedClass
@MethodSource("transports")
class KillIT {

    private static final int PEOPLE = 3_000;
    private static final int A_SECOND = 1_000;
    /** Many chunks of a launch. */
    private static final int CHUNK = 100;

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;
    private static PackagedTidings tidings;

    @Parameter
    String transport;

    static Stream<String> transports() {
        return PackagedTidings.transports("pipelined");
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
                        "tidings.delivery.transport",
                        transport,
                        "tidings.delivery.connections",
                        "20",
                        "tidings.delivery.rate",
                        String.valueOf(A_SECOND),
                        "tidings.delivery.lease",
                        "10s",
                        "tidings.launch.chunk",
                        String.valueOf(CHUNK)));
        tidings.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException, InterruptedException {
        int whileItRuns = tidings.check();
        tidings.close();
        assertThat(whileItRuns).as("beside the application").isEqualTo(Check.HOLDS);
        assertThat(tidings.check()).isEqualTo(Check.HOLDS);
        mx.close();
    }

    @Test
    void killedApplicationFinishesABlastAndALaunchAfterARestart() throws Exception {
        LargeBlast sending = sendUntilTheMiddle("kill");
        LargeBlast launching = LargeBlast.send(tidings, mx, "kill-launch", PEOPLE);
        int launched = selected(launching);
        tidings.kill();
        int before = sending.received().size();
        tidings.start();

        int twice = sending.assertEveryoneGotIt(tidings, LargeBlast.TWICE_AFTER_A_KILL)
                + launching.assertEveryoneGotIt(tidings, LargeBlast.TWICE_AFTER_A_KILL);
        assertThat(twice).isLessThanOrEqualTo(LargeBlast.TWICE_AFTER_A_KILL);
        assertThat(before).as("killed in the middle").isLessThan(PEOPLE);
        assertThat(launched).as("launched before").isLessThan(PEOPLE);
    }

    @Test
    void applicationEndedInOrderMailsNobodyTwiceInABlastAndALaunch() throws Exception {
        LargeBlast sending = sendUntilTheMiddle("end");
        LargeBlast launching = LargeBlast.send(tidings, mx, "end-launch", PEOPLE);
        int launched = selected(launching);
        tidings.terminate();
        int before = sending.received().size();
        tidings.start();

        sending.assertEveryoneGotIt(tidings, 0);
        launching.assertEveryoneGotIt(tidings, 0);
        assertThat(before).as("ended in the middle").isLessThan(PEOPLE);
        assertThat(launched).as("launched before").isLessThan(PEOPLE);
    }

    @Test
    void databaseKilledInTheMiddleOfABlastIsBackByItselfAndTheBlastFinishes() throws Exception {
        LargeBlast blast = sendUntilTheMiddle("database");
        tidings.killDatabase();
        int before = blast.received().size();

        blast.assertEveryoneGotIt(tidings, LargeBlast.TWICE_AFTER_A_KILL);
        assertThat(before).as("killed in the middle").isLessThan(PEOPLE);
    }

    private static LargeBlast sendUntilTheMiddle(String domain) throws IOException {
        LargeBlast blast = LargeBlast.send(tidings, mx, domain, PEOPLE);
        blast.awaitReceived(PEOPLE / 4);
        return blast;
    }

    private static int selected(LargeBlast blast) {
        return tidings.blast(blast.id()).get("selected").intValue();
    }
}
