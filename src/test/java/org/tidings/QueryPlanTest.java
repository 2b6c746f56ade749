package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.platform.database.SeenStatements;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;
import org.tidings.task.PruneNow;

/** Every statement that pages, sending and scheduled work run on the large tables finds its rows by an index, and by the one that it names. */
@QuarkusTest
class QueryPlanTest {

    private static final Set<String> LARGE =
            Set.of("r", "e", "a", "recipient", "recipient_event", "audience_entry", "address");

    private static final Pattern TOUCHES_LARGE =
            Pattern.compile("(from|join|update) (recipient|recipient_event|audience_entry|address)\\b");

    private static final Pattern FORCED = Pattern.compile("force index \\((\\w+)\\)");

    /** What the visits of this test must have met, so that it cannot pass by seeing nothing. */
    private static final List<String> EXPECTED = List.of(
            "recipient_uq_blast_email",
            "recipient_ix_status",
            "recipient_ix_activity",
            "recipient_ix_explained",
            "recipient_ix_first_name",
            "recipient_ix_last_name",
            "recipient_ix_queue",
            "recipient_event_ix_link",
            "recipient_event_ix_settle",
            "address_ix_invalid");

    @Inject
    DataSource dataSource;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Inject
    PruneNow prune;

    @Test
    void noStatementReadsALargeTableThrough() throws SQLException {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Recital", BlastState.COMPLETED);
        samples.recipients(blast, 20_100); // more than the search looks at one by one
        Blast small = samples.blast(owner.accountId(), owner.staffId(), "Notice", BlastState.COMPLETED);
        samples.recipients(small, 2_000);
        people.sql(
                "insert into recipient_event (recipient_id, blast_id, type, at, automatic, link) select id, blast_id,"
                        + " elt(1 + id % 3, 'ACCEPTED', 'BOUNCED', 'CLICKED'), last_activity_at, false, 0 from recipient where blast_id in ("
                        + blast.key() + ", " + small.key() + ")");
        people.value("analyze table recipient, recipient_event, audience_entry, address");
        SeenStatements watched = new SeenStatements(dataSource);
        QuarkusMock.installMockForType(watched, Transactions.class);

        for (Blast each : List.of(blast, small)) {
            look(owner, "/blasts/" + each.publicId);
        }
        List.of("/tasks", "/invalid").forEach(page -> look(owner, page, ""));
        String id = EndToEnd.send(
                owner, EndToEnd.blast("Hi", "<p>Hi</p>", List.of(EndToEnd.person("ann@x.example", "Ann"))));
        EndToEnd.awaitState(owner, id, "COMPLETED");
        prune.run();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(EXPECTED).allMatch(index -> hasSeen(watched, index)));

        SoftAssertions all = new SoftAssertions();
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<String, String> statement : watched.seen().entrySet()) {
                if (TOUCHES_LARGE.matcher(statement.getKey()).find()) {
                    explain(connection, statement.getValue(), all);
                }
            }
        }
        all.assertAll();
    }

    private static boolean hasSeen(SeenStatements watched, String words) {
        return watched.seen().keySet().stream().anyMatch(sql -> sql.contains(words));
    }

    private static void look(TestAccounts.Person owner, String report) {
        for (String tab : List.of("?tab=attention", "?tab=links", "/report.csv")) {
            look(owner, report, tab);
        }
        for (String sort : List.of("ADDRESS", "ACTIVITY")) {
            for (String q : List.of("", "ann7", "lee", "0000007@x.example", "@x")) {
                String list = "?tab=everyone&sort=" + sort + "&q=" + q;
                look(owner, report, list);
                look(owner, report, list + "&status=" + RecipientStatus.BOUNCE);
                look(owner, report, list + "&status=" + RecipientStatus.BOUNCE + "&rule=5.1.1");
            }
        }
    }

    private static void look(TestAccounts.Person owner, String page, String query) {
        owner.browser().get(page + query).then().statusCode(200);
    }

    private static void explain(Connection connection, String sql, SoftAssertions all) throws SQLException {
        Set<String> keys = new HashSet<>();
        boolean foundNothing = false;
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain " + sql)) {
            while (plan.next()) {
                String table = String.valueOf(plan.getString("table"));
                keys.add(plan.getString("key"));
                foundNothing |= table.equals("null");
                if (LARGE.contains(table)) {
                    all.assertThat(plan.getString("type"))
                            .as("%s of %s", table, sql)
                            .isNotEqualTo("ALL");
                }
            }
        }
        Set<String> forced = new HashSet<>();
        FORCED.matcher(sql).results().forEach(named -> forced.add(named.group(1)));
        if (!foundNothing) {
            all.assertThat(keys).as(sql).containsAll(forced);
        }
    }
}
