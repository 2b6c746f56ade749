package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestAccounts;
import org.tidings.platform.database.Transactions;

/** The audit trail: its page, its download and its chain of hashes. */
@QuarkusTest
class AuditTest {

    private static final String MIDDLE =
            "(select * from (select id from audit_entry where account_id = ? order by id limit 1 offset 1) middle)";

    @Inject
    TestAccounts accounts;

    @Inject
    AuditTrail audit;

    @Inject
    AuditChain chain;

    @Inject
    Transactions transactions;

    @Test
    void ownersReadWhoDidWhatAndFromWhere() {
        TestAccounts.Person owner = accounts.owner();
        owner.browser()
                .formParam("name", "Booking system")
                .formParam("scope", "read")
                .post("/settings/api-keys")
                .then()
                .statusCode(200);
        record(owner, "staff.added", "sam@riverside.example", "STAFF");
        record(accounts.owner(), "staff.added", "eve@elsewhere.example", "STAFF");
        Document page = page(owner, "");
        assertThat(page.select("main tbody tr").eachText())
                .anyMatch(row -> row.startsWith("Created an API key Booking system read Dana Reyes")
                        && row.contains("127.0.0.1"))
                .anyMatch(row -> row.startsWith("Added a staff member sam@riverside.example STAFF Dana Reyes"))
                .noneMatch(row -> row.contains("eve@elsewhere.example"));
    }

    @Test
    void staffDoNotSeeIt() {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person staff = accounts.staff(owner.accountId());
        staff.browser().get("/settings/audit").then().statusCode(403);
        staff.browser().get("/settings/audit/audit.csv").then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "?kind=class, 1",
        "?q=LEVEL, 1",
        "?q=%25, 0",
        "?from=2026-01-01&until=2026-01-02, 0",
        "?from=2020-01-01&kind=tag, 1",
        "?from=nonsense&after=nonsense&kind=tag, 1",
        "?by=0, 0",
    })
    void isFiltered(String query, int rows) {
        TestAccounts.Person owner = accounts.owner();
        record(owner, "class.added", "Level 1", null);
        record(owner, "person.added", "Ann Lee", null);
        record(owner, "tag.renamed", "board", null);
        assertThat(page(owner, query).select("main tbody tr")).hasSize(rows);
        assertThat(csv(owner, query).lines()).hasSize(rows + 1);
    }

    @Test
    void everyEntryIsOnExactlyOnePage() {
        TestAccounts.Person owner = accounts.owner();
        for (int i = 0; i < 130; i++) {
            record(owner, "tag.renamed", "tag " + i, null);
        }
        Document first = page(owner, "?q=tag");
        List<String> older = page(
                        owner, first.select("main a[rel=next]").attr("href").replace("/settings/audit", ""))
                .select("main tbody tr")
                .eachText();
        assertThat(first.select("main tbody tr")).hasSize(100);
        assertThat(older).hasSize(30);
        assertThat(older.get(29)).contains("tag 0 ");
    }

    @Test
    void chainOfAnUntouchedTrailHolds() {
        TestAccounts.Person owner = chained();
        assertThat(faults(owner)).isEmpty();
        record(owner, "tag.renamed", "a fourth", null);
        chain.sealAll();
        assertThat(faults(owner)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_entry set detail = 'nothing' where id = MIDDLE | its text was changed",
                "update audit_entry set subject = 'nobody', detail = null, salt = null where id = MIDDLE | its text was changed",
                "update audit_entry set staff_id = null where id = MIDDLE | it was changed",
                "update audit_entry set at = at - interval 1 day where id = MIDDLE | it was changed",
                "update audit_entry set action = 'tag.deleted' where id = MIDDLE | it was changed",
                "delete from audit_entry where id = MIDDLE | entries before it are missing",
                "delete from audit_chain where account_id = ? | the end of its chain is missing",
                "delete from audit_entry where account_id = ? order by id desc limit 1 | entries at its end are missing",
            })
    void chainShowsWhatWasTamperedWith(String statement, String fault) {
        TestAccounts.Person owner = chained();
        execute(statement.replace("MIDDLE", MIDDLE), owner.accountId());
        assertThat(faults(owner)).singleElement().asString().contains(fault);
    }

    @Test
    void erasureLeavesTheChainIntact() {
        TestAccounts.Person owner = chained();
        transactions.run(connection -> audit.erase(connection, owner.accountId(), List.of("second")));
        assertThat(faults(owner)).isEmpty();
        assertThat(csv(owner, "")).contains("An erased person").doesNotContain("second");
    }

    @Test
    void downloadIsDefused() {
        TestAccounts.Person owner = accounts.owner();
        record(owner, "class.added", "=cmd|' /C calc'!A0", null);
        owner.browser()
                .get("/settings/audit/audit.csv")
                .then()
                .header("Content-Disposition", containsString("audit.csv"))
                .body(not(containsString("\"=cmd")));
    }

    private TestAccounts.Person chained() {
        TestAccounts.Person owner = accounts.owner();
        record(owner, "tag.renamed", "first", "a");
        record(owner, "tag.renamed", "second", "b");
        record(owner, "tag.renamed", "third", "c");
        chain.sealAll();
        return owner;
    }

    private void record(TestAccounts.Person by, String action, String subject, String detail) {
        transactions.run(connection -> audit.record(by.accountId(), by.staffId(), action, subject, detail));
    }

    private List<String> faults(TestAccounts.Person owner) {
        return transactions.call(AuditChain::verify).faults().stream()
                .filter(fault -> fault.matches("Audit trail of account " + owner.accountId() + "\\b.*"))
                .toList();
    }

    private void execute(String statement, long accountId) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                update.setLong(1, accountId);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        });
    }

    private static Document page(TestAccounts.Person person, String query) {
        return Jsoup.parse(person.browser()
                .urlEncodingEnabled(false)
                .get("/settings/audit" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static String csv(TestAccounts.Person person, String query) {
        return person.browser()
                .urlEncodingEnabled(false)
                .get("/settings/audit/audit.csv" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
