package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a blast: everyone gets the message, and who gets it twice gets the same one twice. */
class KillIT {

    private static final int PEOPLE = 5_000;
    private static final int CONNECTIONS = 20;
    private static final int A_SECOND = 1_000;

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
                        "quarkus.mailer.host", "127.0.0.1",
                        "quarkus.mailer.port", String.valueOf(mx.port()),
                        "tidings.delivery.connections", String.valueOf(CONNECTIONS),
                        "tidings.delivery.rate", String.valueOf(A_SECOND),
                        "tidings.delivery.lease", "5s"));
        tidings.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        int whileItRuns = tidings.check();
        tidings.close();
        assertThat(whileItRuns).as("the folder is another's").isEqualTo(Check.NOT_CHECKED);
        assertThat(tidings.check()).isEqualTo(Check.HOLDS);
        mx.close();
    }

    @Test
    void applicationKilledInTheMiddleOfABlastFinishesItAfterARestart() throws Exception {
        LargeBlast blast = sendUntilTheMiddle("application");
        tidings.kill();
        int before = blast.received().size();
        tidings.start();

        blast.assertEveryoneGotIt(tidings, 10 * CONNECTIONS);
        assertThat(before).as("killed in the middle").isLessThan(PEOPLE);
    }

    @Test
    void databaseKilledInTheMiddleOfABlastIsBackByItselfAndTheBlastFinishes() throws Exception {
        LargeBlast blast = sendUntilTheMiddle("database");
        tidings.killDatabase();
        int before = blast.received().size();

        blast.assertEveryoneGotIt(tidings, 10 * CONNECTIONS);
        assertThat(before).as("killed in the middle").isLessThan(PEOPLE);
    }

    @Test
    void applicationEndedInOrderInTheMiddleOfABlastSendsNobodyTwice() throws Exception {
        LargeBlast blast = sendUntilTheMiddle("ended");
        tidings.terminate();
        int before = blast.received().size();
        tidings.start();

        blast.assertEveryoneGotIt(tidings, 0);
        assertThat(before).as("ended in the middle").isLessThan(PEOPLE);
    }

    private static LargeBlast sendUntilTheMiddle(String domain) throws IOException {
        LargeBlast blast = LargeBlast.send(tidings, mx, domain, PEOPLE);
        blast.awaitReceived(PEOPLE / 4);
        return blast;
    }
}
