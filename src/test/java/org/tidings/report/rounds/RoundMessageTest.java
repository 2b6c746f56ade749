package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.CountersHold;

/** The edited message of a round. */
@QuarkusTest
@CountersHold
class RoundMessageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    @Inject
    Tokens tokens;

    private TestAccounts.Person owner;
    private RoundSteps steps;

    @BeforeEach
    void account() {
        owner = accounts.owner();
        steps = new RoundSteps(owner, sql);
    }

    @Test
    void editedMessageIsThatOfItsRoundOnly() {
        String id = steps.send(RoundSteps.list("ann@rounds.test"));
        steps.makeOlder(id);
        Map<String, Object> edited = Map.of(
                "reason",
                "UNREAD",
                "subject",
                "Reminder",
                "html",
                "<p>Do not forget, {{first_name|you}}: <a href=\"https://x.example/second\">here</a></p>");
        steps.startByProgram(id, Map.of("reason", "UNREAD", "subject", "", "html", ""))
                .statusCode(422);
        steps.startByProgram(id, edited).statusCode(201);
        Map<String, Object> again = steps.awaitRow(id, "ann@rounds.test", "DELIVERY");

        assertThat(steps.content(id, "recipient=" + again.get("id"))).contains("Do not forget, Ann");
        assertThat(steps.content(id, "recipient=" + again.get("origin")))
                .contains("Hi Ann")
                .doesNotContain("forget");
        assertThat(steps.content(id, "round=2")).contains("Do not forget");
        assertThat(view(id, Integer.parseInt((String) again.get("id")))).contains("Do not forget");
        assertThat(view(id, Integer.parseInt((String) again.get("origin")))).doesNotContain("forget");
        assertThat(steps.page(id, "?tab=links").select("tbody tr").eachText())
                .hasSize(2)
                .anyMatch(link -> link.contains("x.example/first"))
                .anyMatch(link -> link.contains("x.example/second"));
        assertThat(steps.page(id, "?tab=content").select("main").text())
                .contains("Sent again with another message: Round 2");
        String inbox = owner.browser().get("/simulator?q=ann@rounds.test").asString();
        assertThat(inbox).contains("Reminder");
    }

    private String view(String id, int seq) {
        long key = steps.key(id);
        long address = Long.parseLong(
                sql.value("select address_id from recipient where blast_id = " + key + " and seq = " + seq));
        String token = tokens.sign(TokenPurpose.VIEW, new TokenSubject(key, seq, address));
        return io.restassured.RestAssured.given()
                .get("/v/" + token)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
