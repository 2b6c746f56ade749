package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientDeletion;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class PersonLogTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts blasts;

    @Inject
    Transactions transactions;

    @Inject
    RecipientDeletion deletion;

    private TestAccounts.Person owner;
    private String ann;

    @BeforeEach
    void aPersonWhoGotTwoBlasts() {
        owner = accounts.owner();
        ann = add("ann@example.org", true);
        sent("Spring recital", RecipientStatus.OPEN);
        sent("Closed on Monday", RecipientStatus.DELIVERY);
    }

    @Test
    void logSaysWhatBecameOfEachMessage() {
        Document page = page(owner, "/people/" + ann);
        assertThat(page.select("#log tbody tr").eachText())
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("Closed on Monday").contains("Delivery", "In their mailbox"),
                        row -> assertThat(row).startsWith("Spring recital").contains("Open"));
        assertThat(page.select("#log a[href*=/recipients/]")).hasSize(2);
        assertThat(page.select("#log a[href*=/content]")).hasSize(2);
        assertThat(page(owner, "/people/" + ann + "?subject=recital").select("#log tbody tr"))
                .hasSize(1);
        assertThat(page(owner, "/people?q=ann").select("a[href=/people/" + ann + "]"))
                .as("one click from the search")
                .hasSize(1);
    }

    @Test
    void colleagueSeesTitlesButNotTheDocuments() {
        Document page = page(accounts.staff(owner.accountId()), "/people/" + ann);
        assertThat(page.select("#log tbody tr").text()).contains("Spring recital", "Open");
        assertThat(page.select("#log a[href*=/blasts/]")).isEmpty();
    }

    @Test
    void logOutlivesTheDocument() {
        Blast cleared = sent("Old news", RecipientStatus.BOUNCE);
        transactions.run(connection -> deletion.deleteChunk(connection, cleared.key()));
        assertThat(page(owner, "/people/" + ann).select("#log tbody tr").get(0).text())
                .startsWith("Old news")
                .contains("Bounce");
        JsonPath log = log("?limit=2");
        assertThat(log.getList("items.subject")).containsExactly("Old news", "Closed on Monday");
        assertThat(log("?limit=2&cursor=" + log.getString("next")).getList("items.subject"))
                .containsExactly("Spring recital");
        assertThat(log("?q=monday").getList("items.status")).containsExactly("DELIVERY");
    }

    @Test
    void logKeepsTheSubjectOfARoundAndWhatWasAnswered() {
        Blast blast = sent("Recital", RecipientStatus.OPEN);
        execute(
                "insert into blast_round (blast_id, round, reason, days, created_at, candidate_through, finished, subject, html)"
                        + " values (?, 2, 'UNREAD', 3, utc_timestamp(6), 1, true, 'Last call', '<p>Hi</p>')",
                blast);
        execute("update recipient set round = 2 where blast_id = ?", blast);
        execute(
                "insert into recipient_answer (blast_id, seq, got_it_at, answer)"
                        + " select blast_id, seq, utc_timestamp(6), 2 from recipient where blast_id = ?",
                blast);
        for (boolean cleared : new boolean[] {false, true}) {
            if (cleared) {
                transactions.run(connection -> deletion.deleteChunk(connection, blast.key()));
                execute("delete from blast_round where blast_id = ?", blast);
            }
            for (String words : new String[] {"last", "recital"}) {
                assertThat(page(owner, "/people/" + ann + "?subject=" + words)
                                .select("#log tbody tr")
                                .get(0)
                                .text())
                        .as("cleared: %s", cleared)
                        .startsWith("Last call")
                        .contains("Confirmed having read it", "Answered no");
            }
        }
    }

    private void execute(String sql, Blast blast) {
        transactions.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, blast.key());
                statement.executeUpdate();
            }
        });
    }

    @Test
    void erasureLeavesCountsAndSuppressionOnly() {
        Blast cleared = sent("Old news", RecipientStatus.BOUNCE);
        transactions.run(connection -> deletion.deleteChunk(connection, cleared.key()));
        owner.program()
                .contentType("application/json")
                .body("{\"addresses\": [{\"email\": \"ann@example.org\", \"marketing\": false}]}")
                .patch("/api/v1/contacts/" + ann)
                .then()
                .statusCode(200);
        JsonPath data = owner.program()
                .get("/api/v1/contacts/" + ann + "/export")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(data.getString("person.firstName")).isEqualTo("Ann");
        assertThat(data.getList("messages.subject")).hasSize(3);

        owner.program().post("/api/v1/contacts/" + ann + "/erase").then().statusCode(204);

        owner.program().get("/api/v1/contacts/" + ann).then().statusCode(404);
        assertThat(count("select count(*) from address where email = 'ann@example.org' and account_id = ?"))
                .isZero();
        assertThat(count("select count(*) from recipient r join blast b on b.id = r.blast_id"
                        + " where b.account_id = ? and (r.email = 'ann@example.org' or r.first_name = 'Ann')"))
                .isZero();
        assertThat(count("select count(*) from recipient r join blast b on b.id = r.blast_id where b.account_id = ?"))
                .isEqualTo(2);
        assertThat(count("select count(*) from email_log l join blast b on b.id = l.blast_id where b.account_id = ?"))
                .isZero();
        String again = add("ann@example.org", false);
        assertThat(page(owner, "/people/" + again).text()).contains("No email has been sent to this person");
        assertThat(count("select count(*) from address where email = 'ann@example.org' and account_id = ?"
                        + " and unsubscribed_at is not null"))
                .isOne();
    }

    @Test
    void erasureSparesAddressesThatSomebodyElseReads() {
        owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"Bob\", \"addresses\": [{\"email\": \"ann@example.org\"}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
        owner.browser().post("/people/" + ann + "/erase").then().statusCode(303);
        assertThat(page(owner, "/people?q=ann").select("tbody tr").text()).contains("Bob", "ann@example.org");
    }

    private String add(String email, boolean marketing) {
        return owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"Ann\", \"addresses\": [{\"email\": \"" + email + "\"}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201)
                .body("addresses[0].marketing", org.hamcrest.Matchers.equalTo(marketing))
                .extract()
                .path("id");
    }

    private Blast sent(String subject, RecipientStatus status) {
        Blast blast = blasts.blast(owner.accountId(), owner.staffId(), subject, BlastState.COMPLETED);
        blasts.recipient(blast, "ann@example.org", "Ann", status, null);
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update recipient r join address a"
                    + " on a.account_id = ? and a.email = r.email set r.address_id = a.id where r.blast_id = ?")) {
                update.setLong(1, owner.accountId());
                update.setLong(2, blast.key());
                update.executeUpdate();
            }
        });
        return blast;
    }

    private JsonPath log(String query) {
        return owner.program()
                .get("/api/v1/contacts/" + ann + "/blasts" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private long count(String sql) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, owner.accountId());
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static Document page(TestAccounts.Person person, String path) {
        return Jsoup.parse(
                person.browser().get(path).then().statusCode(200).extract().asString());
    }
}
