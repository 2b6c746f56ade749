package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.counts;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.rows;
import static org.tidings.EndToEnd.send;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.recipient.CountersHold;

/** While the relay is away nothing is lost, nobody is blamed, and people can still decide. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class RelayTroubleTest {

    private final ForeignMailServer mx = new ForeignMailServer(EndToEnd.SMTP_PORT);

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void newAccount() {
        owner = accounts.owner();
    }

    @AfterEach
    void stopMailServer() {
        mx.close();
    }

    @Test
    void waitsWithoutChargingAnybodyAndGoesOnByItself() {
        String id = send(owner, blast("Patience", "<p>Hi</p>", people("patience", 30)));
        Map<String, Object> waiting = awaitBlast(owner, id, blast -> blast.get("trouble") != null);
        assertThat(waiting)
                .containsEntry("state", "RUNNING")
                .containsEntry("trouble", "The mail server is not answering");
        assertThat(rows(owner, id).values())
                .allSatisfy(row -> assertThat(row).containsEntry("attempts", 0).containsEntry("status", "SENT"));

        mx.start();

        awaitState(owner, id, "COMPLETED");
        awaitBlast(owner, id, blast -> blast.get("trouble") == null);
        assertThat(rows(owner, id).values())
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("attempts", 1)
                        .containsEntry("status", "DELIVERY")
                        .containsEntry("reason", null));
        assertThat(mx.received()).hasSize(30);
    }

    @Test
    void pausedBlastStandsStillAndResumedOneIsSent() {
        String id = send(owner, blast("Pause", "<p>Hi</p>", people("pause", 5)));
        post(id, "pause", 200);
        assertThat(EndToEnd.get(owner, id)).containsEntry("state", "PAUSED");
        post(id, "pause", 409);
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(409);

        mx.start();
        String other = send(owner, blast("Other", "<p>Hi</p>", people("other", 5)));
        awaitState(owner, other, "COMPLETED");
        assertThat(EndToEnd.get(owner, id)).containsEntry("state", "PAUSED");
        assertThat(mx.received("pause0@x.example")).isEmpty();

        post(id, "resume", 200);
        awaitState(owner, id, "COMPLETED");
        post(id, "resume", 409);
        post(id, "cancel", 409);
        assertThat(mx.received("pause0@x.example")).hasSize(1);
    }

    @Test
    void cancelledBlastTellsWhoWasNotSentAndMayBeDeleted() {
        String id = send(owner, blast("Cancel", "<p>Hi</p>", people("cancel", 5)));
        awaitBlast(owner, id, blast -> blast.get("trouble") != null);
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(409);

        post(id, "cancel", 200);

        awaitBlast(owner, id, blast -> counts(blast).get("FAILED") == 5);
        assertThat(rows(owner, id).values())
                .allSatisfy(row -> assertThat(row).containsEntry("reason", "Not sent: sending was cancelled"));
        mx.start();
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(204);
        owner.program().get("/api/v1/blasts/" + id).then().statusCode(404);
        owner.program()
                .get("/api/v1/blasts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        String after = send(owner, blast("After", "<p>Hi</p>", people("after", 1)));
        awaitState(owner, after, "COMPLETED");
        assertThat(mx.received("cancel0@x.example")).isEmpty();
    }

    private void post(String id, String action, int status) {
        owner.program().post("/api/v1/blasts/" + id + "/" + action).then().statusCode(status);
    }

    private static List<Map<String, String>> people(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> person(name + i + "@x.example", "Ann"))
                .toList();
    }
}
