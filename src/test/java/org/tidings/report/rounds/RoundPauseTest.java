package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.DeliveryQueue;
import org.tidings.queue.EmptyQueue;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.DeliveryHealth;

/** A blast is under way again while messages of a round wait: it can be paused, resumed and cancelled, and the circuit breaker watches it. */
@QuarkusTest
@CountersHold
class RoundPauseTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    @Inject
    DeliveryQueue queue;

    @Inject
    EmptyQueue emptyQueue;

    @Inject
    Transactions transactions;

    @Inject
    Event<DeliveryHealth.Worsened> worsened;

    private TestAccounts.Person owner;
    private RoundSteps steps;
    private Map<String, Object> before;
    private DeliveryQueue sending;

    @BeforeEach
    void account() {
        owner = accounts.owner();
        steps = new RoundSteps(owner, sql);
    }

    @Test
    void roundRunsAndIsPausedAndResumed() {
        String id = roundThatWaits();
        assertThat(steps.blast(id)).containsEntry("state", "RUNNING");
        assertThat(steps.page(id, "").select("#summary").text())
                .contains("Sending again: 1 of 2 done.", "Sent ", "this report is cleared on");
        assertThat(list()).contains("Running", "Sending again: 1 of 2 done");
        owner.program().delete("/api/v1/blasts/" + id).then().statusCode(409);

        owner.browser().post("/blasts/" + id + "/pause").then().statusCode(303);
        send();
        assertThat(steps.page(id, "").select("#summary").text()).contains("Sending again is paused. 1 of 2 done.");
        assertThat(steps.page(id, "/rounds").select("main").text()).contains("Resume it before you send it again");
        assertThat(steps.blast(id)).containsEntry("state", "PAUSED").containsEntry("selected", 2);

        owner.browser().post("/blasts/" + id + "/resume").then().statusCode(303);
        assertThat(steps.awaitRow(id, "ann@rounds.test", "DELIVERY")).containsEntry("round", 2);
        assertThat(steps.awaitCompleted(id))
                .containsEntry("completedAt", before.get("completedAt"))
                .containsEntry("clearedAt", before.get("clearedAt"));
    }

    @Test
    void cancelledRoundLeavesTheReportAndCanBeStartedAgain() {
        String id = roundThatWaits();
        assertThat(steps.page(id, "/cancel").select("main").text())
                .contains("Cancel sending again?", "The report stays")
                .doesNotContain("deleted");
        owner.browser().post("/blasts/" + id + "/cancel").then().statusCode(303);

        assertThat(steps.awaitCompleted(id))
                .containsEntry("completedAt", before.get("completedAt"))
                .containsEntry("clearedAt", before.get("clearedAt"));
        assertThat(steps.row(id, "ann@rounds.test"))
                .containsEntry("status", "FAILED")
                .containsEntry("reason", "Not sent: sending was cancelled");
        assertThat(steps.page(id, "/rounds").select("#rounds").text()).contains("Not sent to all of them: cancelled");
        assertThat(steps.page(id, "/rounds").select("#offer-UNREAD").text()).contains("Send to 1 person");

        steps.startByProgram(id, Map.of("reason", "UNREAD")).statusCode(201);
        send();
        await().untilAsserted(() -> assertThat(steps.row(id, "ann@rounds.test"))
                .containsEntry("round", 3)
                .containsEntry("status", "DELIVERY"));
        assertThat(steps.awaitCompleted(id)).containsEntry("selected", 3);
    }

    @Test
    void whoReadTheFirstMessageAfterARoundWasCancelledIsNotSentItAgain() {
        String id = roundThatWaits();
        owner.browser().post("/blasts/" + id + "/cancel").then().statusCode(303);
        steps.awaitCompleted(id);
        sql.sql("update recipient set status = 2, opened_at = utc_timestamp(6) where round = 0 and blast_id = "
                + steps.key(id));
        sql.sql("update recipient_counts set delivery = 0, opened = 1 where blast_id = " + steps.key(id));
        assertThat(steps.page(id, "/rounds").select("#offer-UNREAD").text()).contains("Nobody");
        steps.startByProgram(id, Map.of("reason", "UNREAD")).statusCode(409);
    }

    @Test
    void reportIsKeptWhileARoundIsPausedAndForItsFullTimeAfterwards() {
        String id = roundThatWaits();
        owner.browser().post("/blasts/" + id + "/pause").then().statusCode(303);
        sql.sql("update blast set clear_at = utc_timestamp(6) - interval 1 day, clearing_noticed = true where id = "
                + steps.key(id));
        send();
        owner.browser().post("/blasts/" + id + "/resume").then().statusCode(303);
        steps.awaitCompleted(id);
        assertThat(sql.value("select clear_at > utc_timestamp(6) + interval 59 day and not clearing_noticed"
                        + " from blast where id = " + steps.key(id)))
                .isEqualTo("1");
    }

    @Test
    void circuitBreakerPausesARound() {
        String id = roundThatWaits();
        sql.sql("insert into delivery_health (blast_id, domain, bucket, bad) values (" + steps.key(id) + ", '', 0, "
                + DeliveryHealth.BUCKET + ")");
        transactions.run(connection -> worsened.fire(new DeliveryHealth.Worsened(Set.of(steps.key(id)))));
        await().untilAsserted(() -> assertThat(steps.blast(id)).containsEntry("state", "PAUSED"));
        assertThat(steps.page(id, "").select("#summary").text()).contains("Sending again is paused: 200 of 200");

        owner.browser().post("/blasts/" + id + "/cancel").then().statusCode(303);
        steps.awaitCompleted(id);
    }

    /** A completed blast whose second round has begun while nobody sends. */
    private String roundThatWaits() {
        String id = steps.send(RoundSteps.list("ann@rounds.test"));
        steps.makeOlder(id);
        before = steps.blast(id);
        sending = ClientProxy.unwrap(queue);
        QuarkusMock.installMockForType(emptyQueue, DeliveryQueue.class);
        steps.startByProgram(id, Map.of("reason", "UNREAD")).statusCode(201);
        return id;
    }

    private void send() {
        QuarkusMock.installMockForType(sending, DeliveryQueue.class);
    }

    private String list() {
        return Jsoup.parse(owner.browser().get("/tasks").asString())
                .select("main")
                .text();
    }
}
