package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.RoundReason;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.CountersHold;

/** Who can send a blast again, and when. */
@QuarkusTest
@CountersHold
class RoundAccessTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    private TestAccounts.Person owner;
    private RoundSteps steps;

    @BeforeEach
    void account() {
        owner = accounts.owner();
        steps = new RoundSteps(owner, sql);
    }

    @Test
    void foreignBlastsAreNotFound() {
        String id = steps.send(RoundSteps.list("ann@rounds.test"));
        TestAccounts.Person other = accounts.owner();
        for (String path : List.of(
                "/rounds",
                "/rounds/list",
                "/rounds/review?reason=UNREAD",
                "/content?round=2",
                "/content?recipient=1")) {
            other.browser().get("/blasts/" + id + path).then().statusCode(404);
        }
        for (String path : List.of("/rounds", "/rounds/preview")) {
            other.browser()
                    .formParam("reason", "UNREAD")
                    .post("/blasts/" + id + path)
                    .then()
                    .statusCode(404);
        }
        other.program().get("/api/v1/blasts/" + id + "/rounds").then().statusCode(404);
        other.program()
                .contentType("application/json")
                .body(Map.of("reason", "UNREAD"))
                .post("/api/v1/blasts/" + id + "/rounds")
                .then()
                .statusCode(404);
        owner.browser().get("/blasts/" + id + "/content?recipient=99").then().statusCode(404);
    }

    @Test
    void pausedBlastIsNotSentAgain() {
        String id = steps.send(RoundSteps.list("cleo+blocked@rounds.test"));
        sql.sql("update blast set state = 'PAUSED' where id = " + steps.key(id));
        assertThat(steps.page(id, "/rounds").select("main").text()).contains("Resume it before you send it again");
        steps.startByProgram(id, Map.of("reason", RoundReason.BLOCKED)).statusCode(409);
        sql.sql("update blast set state = 'COMPLETED' where id = " + steps.key(id));
    }
}
