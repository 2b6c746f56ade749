package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.CountersHold;

/** Whom a round is sent to, by reason. */
@QuarkusTest
@CountersHold
class RoundReasonsTest {

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
    void unreadMessageIsSentAgainInTheSameReport() {
        String id = steps.send(
                RoundSteps.list("ann@rounds.test", "ben+open@rounds.test", "cleo@rounds.test", "dora@rounds.test"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> steps.row(id, "ben+open@rounds.test").get("status"), "OPEN"::equals);
        steps.refuse("cleo@rounds.test", "TRACKING");
        steps.refuse("dora@rounds.test", "MARKETING");
        steps.makeOlder(id);
        Map<String, Object> before = steps.blast(id);

        assertThat(steps.page(id, "/rounds").select("#offer-UNREAD").text())
                .contains("No sign of reading after 3 days", "Send to 1 person", "1 more will not get it")
                .contains("It is not known whether 1 other person has read it");
        Document review = steps.page(id, "/rounds/review?reason=UNREAD&days=3");
        assertThat(review.select("main").text())
                .contains("1 will get it", "ann@rounds.test", "1 will not (why?)", "dora@rounds.test Unsubscribed on")
                .doesNotContain("ben+open", "cleo");
        steps.start(id, "UNREAD", review).statusCode(303);

        Map<String, Object> again = steps.awaitRow(id, "ann@rounds.test", "DELIVERY");
        assertThat(again).containsEntry("round", 2).containsKey("origin");
        Map<String, Object> old = steps.rowById(id, (String) again.get("origin"));
        assertThat(old).containsEntry("status", "DELIVERY").containsEntry("sentAgain", again.get("id"));
        Map<String, Object> after = steps.awaitCompleted(id);
        assertThat(after)
                .containsEntry("selected", 5)
                .containsEntry("state", "COMPLETED")
                .containsEntry("clearedAt", before.get("clearedAt"))
                .containsEntry("completedAt", before.get("completedAt"));
        assertThat(steps.page(id, "?tab=everyone&round=2").select("tbody tr")).hasSize(1);
        assertThat(steps.page(id, "?tab=everyone&round=0").select("tbody tr")).hasSize(4);
        assertThat(steps.page(id, "?tab=everyone").select("main").text()).contains("Sent again");
        assertThat(owner.browser().get("/blasts/" + id + "/report.csv").asString())
                .contains(",read_by,id,round,origin");

        // the same page once more, and a new one
        assertThat(steps.start(id, "UNREAD", review).extract().cookie("tidings-flash"))
                .contains("Nothing+was+sent+twice");
        assertThat(steps.start(id, "UNREAD", 3).extract().cookie("tidings-flash"))
                .contains("There+is+nobody+left");
        assertThat(steps.blast(id)).containsEntry("selected", 5);
    }

    @Test
    void bouncedMessageIsSentToAnotherAddressOfThePersonAndLeavesNeedsAttention() {
        String bob = steps.contact("Bob", "bob+bounce@rounds.test");
        String id = steps.send(RoundSteps.list("bob+bounce@rounds.test"));
        assertThat(steps.page(id, "/rounds").select("#offer-CORRECTED").text()).contains("Nobody");
        steps.setAddresses(bob, "bob+bounce@rounds.test", "bob@rounds.test");

        assertThat(steps.page(id, "/rounds/review?reason=CORRECTED")
                        .select("main")
                        .text())
                .contains("1 will get it", "bob@rounds.test instead of bob+bounce@rounds.test");
        steps.startByProgram(id, Map.of("reason", "CORRECTED", "round", 2)).statusCode(201);
        steps.awaitRow(id, "bob@rounds.test", "DELIVERY");
        steps.startByProgram(id, Map.of("reason", "CORRECTED", "round", 2)).statusCode(200);
        steps.startByProgram(id, Map.of("reason", "CORRECTED")).statusCode(409);
        assertThat(steps.page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 0", "Nothing needs attention", "Done Sent again 1");
        assertThat(steps.row(id, "bob+bounce@rounds.test")).containsEntry("status", "BOUNCE");
        assertThat(steps.page(id, "/calls").select("#call-sum").text())
                .isEqualTo("1 home = 1 reached + 0 waiting + 0 not reached + 0 called");
        assertThat(steps.blast(id)).containsEntry("selected", 2);
    }

    @Test
    void addressThatIsAddedLaterGetsTheMessage() {
        steps.contact("Ann", "ann@rounds.test");
        String tor = steps.contact("Tor", "");
        String id = steps.send(Map.of("everyone", true));
        assertThat(steps.blast(id)).containsEntry("selected", 1);
        steps.setAddresses(tor, "tor@rounds.test");
        steps.startByProgram(id, Map.of("reason", "ADDED")).statusCode(201);
        assertThat(steps.awaitRow(id, "tor@rounds.test", "DELIVERY"))
                .containsEntry("round", 2)
                .containsEntry("origin", null);
        steps.startByProgram(id, Map.of("reason", "ADDED")).statusCode(409);
        assertThat(owner.program().get("/api/v1/blasts/" + id + "/rounds").<List<Integer>>path("items.people"))
                .containsExactly(1);
    }

    @Test
    void releasedAddressStaysReleasedWhenACallIsTakenBack() {
        String id = steps.send(RoundSteps.list("bob+bounce@rounds.test"));
        release("bob+bounce@rounds.test");
        steps.call(id, "CALLED", "");
        assertThat(steps.page(id, "?tab=attention").select("main").text()).contains("Done Called 1");
        steps.call(id, "", "CALLED");
        assertThat(steps.page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 0", "Done Address released 1");
    }

    @Test
    void addressThatIsReleasedAfterACallIsReleasedWhenTheCallIsTakenBack() {
        String id = steps.send(RoundSteps.list("bob+bounce@rounds.test"));
        steps.call(id, "CALLED", "");
        release("bob+bounce@rounds.test");
        assertThat(steps.page(id, "?tab=attention").select("main").text()).contains("Done Called 1");
        steps.call(id, "", "CALLED");
        assertThat(steps.page(id, "?tab=attention").select("main").text()).contains("Done Address released 1");
    }

    private void release(String email) {
        owner.program()
                .delete("/api/v1/invalid/" + email + "?reason=fixed")
                .then()
                .statusCode(204);
    }

    @Test
    void refusedMessageThatIsRefusedAgainCanBeSentOnceMore() {
        String id = steps.send(RoundSteps.list("cleo+blocked@rounds.test"));
        steps.startByProgram(id, Map.of("reason", "BLOCKED")).statusCode(201);
        steps.awaitRow(id, "cleo+blocked@rounds.test", "FAILED");
        steps.startByProgram(id, Map.of("reason", "BLOCKED")).statusCode(201).extract();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> steps.row(id, "cleo+blocked@rounds.test").get("status"), "FAILED"::equals);
        assertThat(steps.row(id, "cleo+blocked@rounds.test")).containsEntry("round", 3);
        assertThat(steps.page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 1", "Done Sent again 2");
        assertThat(steps.page(id, "/calls").select("#call-sum").text())
                .isEqualTo("1 home = 0 reached + 0 waiting + 1 not reached + 0 called");
    }

    @Test
    void releasedAddressIsDoneAndCanBeMailedAgain() {
        String id = steps.send(RoundSteps.list("bob+bounce@rounds.test"));
        release("bob+bounce@rounds.test");
        assertThat(steps.page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 0", "Done Address released 1");
        assertThat(steps.page(id, "/rounds").select("#offer-CORRECTED").text()).contains("Send to 1 person");
    }

    @Test
    void calledPeopleAreDoneAndLeftOut() {
        String id = steps.send(RoundSteps.list("cleo+blocked@rounds.test", "kim+blocked@rounds.test"));
        assertThat(steps.page(id, "?tab=attention").select("main").text()).contains("Needs attention 2");
        steps.call(id, "CALLED", "");
        assertThat(steps.page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 1", "Done Called 1");
        assertThat(steps.page(id, "/rounds/review?reason=BLOCKED")
                        .select("main")
                        .text())
                .contains("1 will get it", "1 will not (why?)", "Called already");
        steps.call(id, "", "CALLED");
        assertThat(steps.page(id, "?tab=attention").select("main").text())
                .contains("Needs attention 2")
                .doesNotContain("Done");
    }

    /** The rule of the account asks for a consent; whoever is given in a list is a customer. */
    @Test
    void listedPeopleOfABlastWithARuleAreJudgedAsListed() {
        sql.sql("update account set consent_rule = 'AGREED_OR_CUSTOMER' where id = " + owner.accountId());
        String ann = steps.contact("Ann", "ann+blocked@rounds.test");
        String id = steps.send(
                Map.of("contacts", List.of(ann), "recipients", List.of(Map.of("email", "kim+blocked@rounds.test"))));
        assertThat(steps.blast(id)).containsEntry("selected", 2);
        assertThat(steps.row(id, "ann+blocked@rounds.test")).containsEntry("status", "UNSUBSCRIBED");
        assertThat(steps.page(id, "/rounds/review?reason=BLOCKED")
                        .select("main")
                        .text())
                .contains("1 will get it", "kim+blocked@rounds.test");
        for (int round = 2; round <= 3; round++) {
            steps.startByProgram(id, Map.of("reason", "BLOCKED")).statusCode(201);
            steps.awaitCompleted(id);
            assertThat(steps.row(id, "kim+blocked@rounds.test")).containsEntry("round", round);
        }
    }

    @Test
    void pageSaysWhomAddedAddressesCover() {
        steps.contact("Ann", "ann@rounds.test");
        String list = steps.send(RoundSteps.list("ann@rounds.test"));
        assertThat(steps.page(list, "/rounds").select("#offer-ADDED").text())
                .contains("This blast went to a list of addresses", "Nobody");
        String rule = steps.send(Map.of("everyone", true));
        assertThat(steps.page(rule, "/rounds").select("#offer-ADDED").text())
                .contains("had no working address then, and have one now");
    }
}
