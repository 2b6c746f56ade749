package org.tidings.report.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;

@QuarkusTest
class OverviewTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople database;

    @Inject
    ListHealth health;

    private TestAccounts.Person owner;

    @BeforeEach
    void account() {
        owner = accounts.owner();
    }

    @Test
    void weeksAddUpByKind() {
        send("MARKETING", "ann@over.test", "bob+bounce@over.test", "cid+blocked@over.test");
        send("SERVICE", "ann@over.test");
        String lastWeek = send("MARKETING", "ann@over.test", "eve@over.test");
        database.sql("update blast set started_at = started_at - interval 7 day where public_id = '" + lastWeek + "'");
        String longAgo = send("MARKETING", "ann@over.test");
        database.sql("update blast set started_at = started_at - interval 90 day where public_id = '" + longAgo + "'");

        assertThat(Jsoup.parse(page(owner))
                        .select("section[aria-labelledby=weeks] tbody tr")
                        .eachText())
                .hasSize(12)
                .satisfies(weeks -> {
                    assertThat(weeks.get(0)).endsWith("3 1 2 2 1 0 0");
                    assertThat(weeks.get(1)).endsWith("2 0 2 0 0 0 0");
                    assertThat(weeks.get(11)).endsWith("0 0 0 0 0 0 0");
                });
        assertThat(text(owner))
                .contains("3 blasts, 6 messages", "Who sent what")
                .contains("Dana Reyes 3 6 4 2 0 0");
    }

    @Test
    void onlyOwnersSeeWhoSentWhatAndNobodySeesOtherAccounts() {
        send("MARKETING", "ann@over.test");
        assertThat(text(accounts.staff(owner.accountId())))
                .contains("1 blast, 1 message")
                .doesNotContain("Who sent what");
        assertThat(text(accounts.owner())).contains("Nothing was sent in the last 12 weeks");
    }

    @Test
    void listIsCountedByWhatBecameOfItsMail() {
        person("ann@over.test");
        person("cid+blocked@over.test");
        person("new@over.test");
        person("bob+bounce@over.test");
        assertThat(text(owner)).contains("Not counted yet");
        send("MARKETING", "ann@over.test", "cid+blocked@over.test", "bob+bounce@over.test");

        health.measure(owner.accountId());
        assertThat(health.of(owner.accountId()).orElseThrow())
                .extracting(
                        ListHealth.Measured::addresses, ListHealth.Measured::neverReached, ListHealth.Measured::quiet)
                .as("bob's address is invalid, nothing was sent to the new one, and ann got her first mail today")
                .containsExactly(3, 1, 0);

        database.sql("update recipient r join address a on a.id = r.address_id set r.last_activity_at ="
                + " r.last_activity_at - interval 13 month where a.account_id = " + owner.accountId());
        health.measure(owner.accountId());
        assertThat(health.of(owner.accountId()).orElseThrow().quiet()).isEqualTo(1);
        assertThat(text(owner)).contains("Valid addresses in People 3", "Never reached 1", "Quiet for a year 1");
    }

    private String page(TestAccounts.Person who) {
        return who.browser().get("/overview").then().statusCode(200).extract().asString();
    }

    private String text(TestAccounts.Person who) {
        return Jsoup.parse(page(who)).text();
    }

    private void person(String email) {
        owner.program()
                .contentType("application/json")
                .body(Map.of("firstName", "Ann", "addresses", List.of(Map.of("email", email))))
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
    }

    private String send(String purpose, String... emails) {
        List<Map<String, String>> people =
                List.of(emails).stream().map(email -> Map.of("email", email)).toList();
        String id = owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject",
                        "News",
                        "html",
                        "<p>Hi</p>",
                        "purpose",
                        purpose,
                        "audience",
                        Map.of("recipients", people)))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Awaitility.await()
                .until(
                        () -> owner.program().get("/api/v1/blasts/" + id).path("counts.SENT"),
                        Integer.valueOf(0)::equals);
        return id;
    }
}
