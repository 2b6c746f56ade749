package org.tidings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.blast.RoundReason;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.platform.database.SeenStatements;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;
import org.tidings.task.PruneNow;

/** Every statement that pages, sending and scheduled work run on the large tables finds its rows by an index, and by the one that it names. */
@QuarkusTest
class QueryPlanTest {

    private static final Set<String> LARGE = Set.of(
            "r",
            "e",
            "a",
            "recipient",
            "recipient_event",
            "recipient_answer",
            "y",
            "pending_hit",
            "audience_entry",
            "address",
            "delivery_queue",
            "q",
            "c",
            "contact",
            "contact_term",
            "contact_address",
            "l",
            "o",
            "contact_tag",
            "enrolment",
            "blast_person",
            "email_log");

    private static final Pattern TOUCHES_LARGE = Pattern.compile(
            "(from|join|update) (recipient|recipient_event|recipient_answer|pending_hit|audience_entry|address|delivery_queue"
                    + "|contact|contact_term|contact_address|contact_tag|enrolment|blast_person|email_log)\\b");

    private static final Pattern FORCED = Pattern.compile("force index \\((\\w+)\\)");

    /** What this test must have met, so that it cannot pass by seeing nothing, and the index by which it finds its rows. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            // pages
            entry("r force index (recipient_ix_email)", "recipient_ix_email"),
            entry("r force index (recipient_ix_activity)", "recipient_ix_activity"),
            entry("r force index (recipient_ix_status)", "recipient_ix_status"),
            entry("select status, reason_key, count(*) from recipient force", "recipient_ix_status"),
            entry("recipient r force index (primary) where r.blast_id", "primary"),
            entry("from recipient_event force index (primary) where blast_id = ? and type = ", "primary"),
            entry("from recipient_answer a straight_join recipient r force index (primary)", "primary"),
            entry("left join recipient_answer y on", "primary"),
            entry("from (select if(r.opened_at =", "primary"),
            entry("select substring_index(r.email, '@', -1) as domain, count(*)", "primary"),
            entry("from recipient_event e force index (primary)", "primary"),
            entry("from address a force index (address_ix_invalid)", "address_ix_invalid"),
            entry("from contact_term where account_id = ", "primary"),
            entry("from contact c force index (contact_ix_name)", "contact_ix_name"),
            entry("from email_log r straight_join address", "primary"),
            entry("select done, count(*) from recipient force", "recipient_ix_status"),
            // second rounds
            entry("select r.seq as position, r.seq as origin", "recipient_ix_status"),
            entry("insert ignore into recipient (blast_id, seq, address_id, student_id, round, origin", "primary"),
            entry("update recipient n force index (primary) straight_join recipient o", "primary"),
            // the people of a rule
            entry("straight_join enrolment e on e.class_id = k.id", "enrolment_ix_class"),
            entry("insert into blast_person (", "enrolment_ix_class"),
            entry("insert into audience_entry (blast_id, seq, source_id, line, email, first_name", "primary"),
            // launch
            entry("insert ignore into recipient ", "primary"),
            entry("select status, floor((seq - ", "primary"),
            // sending
            entry("from delivery_queue force index (delivery_queue_ix_turn)", "delivery_queue_ix_turn"),
            entry("from delivery_queue force index (delivery_queue_ix_due)", "delivery_queue_ix_due"),
            entry("select r.seq, r.address_id, r.email", "primary"),
            entry("update recipient force index (primary) set status", "primary"),
            entry("delete q from delivery_queue q force index (primary)", "primary"),
            // feedback
            entry("order by seq for update", "primary"),
            entry("select seq, source, type from recipient_event", "primary"),
            entry("from pending_hit where settle_at", "primary"),
            // clearing
            entry("delete from recipient where", "primary"),
            entry("delete from recipient_event where", "primary"),
            entry("delete from recipient_answer where", "primary"),
            entry("delete from audience_entry where", "primary"));

    private static final String TEAM = "01CLASS000000000000000TEAM";
    private static final String OTHERS = "01CLASS0000000000000OTHERS";

    @Inject
    DataSource dataSource;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    SampleBlasts samples;

    @Inject
    Ledger ledger;

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Inject
    PruneNow prune;

    @Inject
    Clock clock;

    private long large;

    @AfterEach
    void removeFromTheQueues() {
        people.sql("delete from delivery_queue where blast_id = " + large);
        people.sql("delete from pending_hit where blast_id = " + large);
    }

    @Test
    void noStatementReadsALargeTableThrough() throws SQLException {
        TestAccounts.Person owner = accounts.owner();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Recital", BlastState.COMPLETED);
        samples.recipients(blast, 20_100); // more than the search looks at one by one
        large = blast.key();
        Blast small = samples.blast(owner.accountId(), owner.staffId(), "Notice", BlastState.COMPLETED);
        samples.recipients(small, 2_000);
        Blast cleared = samples.blast(owner.accountId(), owner.staffId(), "Old", BlastState.COMPLETED);
        samples.recipients(cleared, 2_500);
        Mailed mailed = people.one(RecipientStatus.DELIVERY);
        fillOtherTables(blast, small, cleared);
        String person = fillPeople(owner);
        SeenStatements watched = new SeenStatements(dataSource, transaction);
        QuarkusMock.installMockForType(watched, Transactions.class);

        for (Blast each : List.of(blast, small)) {
            look(owner, "/blasts/" + each.publicId);
        }
        lookAtRounds(owner, blast);
        List.of("/tasks", "/invalid").forEach(page -> look(owner, page, ""));
        lookAtPeople(owner, person);
        selectPeople(owner);
        String id = EndToEnd.send(
                owner, EndToEnd.blast("Hi", "<p>Hi</p>", List.of(EndToEnd.person("ann@x.example", "Ann"))));
        EndToEnd.awaitState(owner, id, "COMPLETED");
        ledger.apply(List.of(NewEvent.of(mailed.key(), EventType.BOUNCED, clock.instant())
                .because("No such mailbox.", "mailbox-unknown", "550 5.1.1")
                .fromSource("plan")));
        people.sql("update blast set cleared = true, clear_at = utc_timestamp(6) - interval 1 minute where id = "
                + cleared.key());
        prune.run();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(EXPECTED.keySet()).allMatch(words -> hasSeen(watched, words)));

        SoftAssertions all = new SoftAssertions();
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<String, String> statement : watched.seen().entrySet()) {
                if (TOUCHES_LARGE.matcher(statement.getKey()).find()) {
                    // what was cleared is gone; the same statement for a blast that is still there
                    String sql = statement
                            .getValue()
                            .replace("blast_id = " + cleared.key() + " ", "blast_id = " + large + " ");
                    explain(connection, sql, expected(statement.getKey()), all);
                }
            }
        }
        all.assertAll();
    }

    /** So that the data of an account can move to another database, and accounts can be spread over several ({@code src/docs/scale.md}). */
    @Test
    void everyTableBelongsToAnAccountOrABlastOrRefersToATableThatDoes() {
        String others = people.value("select group_concat(t.table_name order by t.table_name separator ' ')"
                + " from information_schema.tables t where t.table_schema = database()"
                + " and lower(t.table_name) not like 'databasechangelog%' and not exists (select 1 from information_schema.columns c"
                + " where c.table_schema = t.table_schema and c.table_name = t.table_name and c.is_nullable = 'NO'"
                + " and c.column_name in ('account_id', 'blast_id'))"
                + " and not exists (select 1 from information_schema.key_column_usage k join information_schema.columns c"
                + " on c.table_schema = k.table_schema and c.table_name = k.referenced_table_name"
                + " and c.column_name = 'account_id' and c.is_nullable = 'NO'"
                + " where k.table_schema = t.table_schema and k.table_name = t.table_name)");
        // the accounts themselves, and what each database has for itself
        assertThat(others)
                .isEqualTo(
                        "account dictionary feedback_mailbox feedback_token installation login_failure operator_session queue_clock request_limit sender_domain");
    }

    private void fillOtherTables(Blast blast, Blast... others) {
        String blasts =
                blast.key() + Stream.of(others).map(other -> ", " + other.key()).collect(Collectors.joining());
        people.sql("insert into recipient_event (blast_id, seq, source, type, at, automatic, undecided, link, visitor)"
                + " select blast_id, seq, 1, elt(1 + seq % 3, " + EventType.BOUNCED.code() + ", "
                + EventType.OPENED.code() + ", " + EventType.CLICKED.code()
                + "), last_activity_at, false, false, if(seq % 3 = 2, 0, -1), 0 from recipient where blast_id in ("
                + blasts + ")");
        people.sql(
                "insert into recipient_answer (blast_id, seq, got_it_at, answer) select blast_id, seq, if(seq % 3 = 0, last_activity_at,"
                        + " '1970-01-01'), if(seq % 100 = 0, 1, 0) from recipient where blast_id in (" + blasts + ")");
        people.sql("insert into pending_hit (settle_at, blast_id, seq, source) select '2099-01-01', blast_id, seq, 1"
                + " from recipient where blast_id = " + large);
        people.sql(
                "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq, attempt, domain, node)"
                        + " select 3, seq, last_activity_at, " + blast.accountId
                        + ", 2, blast_id, seq, seq, 2, '', '' from recipient where blast_id = " + large);
        people.value(
                "analyze table recipient, recipient_event, recipient_answer, pending_hit, audience_entry, address, delivery_queue");
    }

    /** Twenty thousand people, a hundred of them in one class and the others in another; returns the id of one. */
    private String fillPeople(TestAccounts.Person owner) {
        String account = String.valueOf(owner.accountId());
        people.sql(
                "insert into contact (public_id, account_id, first_name, last_name, phone, notes, created_at, updated_at)"
                        + " select lpad(seq, 26, '0'), " + account
                        + ", 'Ann', concat('Lee', seq), '', '', last_activity_at,"
                        + " last_activity_at from recipient where blast_id = " + large + " and seq <= 20000");
        people.sql(
                "insert into contact_term (account_id, term, contact_id) select account_id, lower(last_name), id from contact"
                        + " where account_id = " + account
                        + " union all select account_id, 'ann', id from contact where account_id = "
                        + account);
        people.sql(
                "insert into address (account_id, email, created_at) select account_id, concat('c', id, '@x.example'),"
                        + " created_at from contact where account_id = " + account);
        people.sql(
                "insert into contact_address (contact_id, address_id, position, receives) select c.id, a.id, 1, 0 from contact c"
                        + " join address a on a.account_id = c.account_id and a.email = concat('c', c.id, '@x.example')"
                        + " where c.account_id = " + account);
        people.sql(
                "insert into weekly_class (public_id, account_id, name, programme, teacher, place, term_name, created_at)"
                        + " values ('" + TEAM + "', " + account + ", 'Team', '', '', '', '', utc_timestamp(6)), ('"
                        + OTHERS + "', " + account
                        + ", 'Others', '', '', '', '', utc_timestamp(6))");
        people.sql(
                "insert into enrolment (public_id, class_id, contact_id, status, created_at) select c.public_id, w.id, c.id, 0,"
                        + " c.created_at from contact c join weekly_class w on w.public_id = if(c.id % 200 = 0, '"
                        + TEAM
                        + "', '" + OTHERS + "') where c.account_id = " + account);
        people.sql(
                "update recipient r join contact c on c.public_id = lpad(r.seq, 26, '0') join contact_address l on l.contact_id = c.id"
                        + " set r.address_id = l.address_id where r.blast_id = " + large);
        people.value("analyze table recipient, contact, contact_term, address, contact_address, enrolment");
        return people.value("select public_id from contact where account_id = " + account + " limit 1");
    }

    /** Those who did not get it, and a round for a few hundred of them. */
    private static void lookAtRounds(TestAccounts.Person owner, Blast blast) {
        String report = "/blasts/" + blast.publicId;
        look(owner, report, "/rounds");
        for (RoundReason reason : RoundReason.values()) {
            look(owner, report, "/rounds/review?reason=" + reason);
        }
        owner.browser()
                .formParam("reason", RoundReason.GAVE_UP)
                .post(report + "/rounds")
                .then()
                .statusCode(303);
        for (String list : List.of("mark=COMPLAINT", "mark=MACHINE", "round=2", "link=0", "done=SENT_AGAIN")) {
            look(owner, report, "?tab=everyone&" + list);
        }
    }

    private static void lookAtPeople(TestAccounts.Person owner, String person) {
        for (String page :
                List.of("/people", "/people?q=lee77", "/people?q=ann+lee7", "/people?class=" + TEAM, "/classes")) {
            look(owner, page, "");
        }
        look(owner, "/classes/" + TEAM, "");
        look(owner, "/people/" + person, "");
        look(owner, "/people?after=" + person, "");
    }

    /** A rule that selects a hundred of them, in the page of a segment, before sending and at launch. */
    private static void selectPeople(TestAccounts.Person owner) {
        String segment = owner.program()
                .contentType("application/json")
                .body("{\"name\": \"Team\", \"rule\": {\"classes\": [{\"id\": \"" + TEAM + "\"}]}}")
                .post("/api/v1/segments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        look(owner, "/segments/" + segment, "");
        owner.program().get("/api/v1/segments/" + segment + "/contacts").then().statusCode(200);
        for (String per : List.of("ADDRESS", "HOUSEHOLD", "STUDENT")) {
            owner.program()
                    .contentType("application/json")
                    .body("{\"subject\": \"Team\", \"html\": \"<p>Hi</p>\", \"audience\": {\"segment\": \"" + segment
                            + "\", \"per\": \"" + per + "\"}}")
                    .post("/api/v1/blasts")
                    .then()
                    .statusCode(201);
        }
    }

    private static Set<String> expected(String sql) {
        Set<String> indexes = new HashSet<>();
        FORCED.matcher(sql).results().forEach(named -> indexes.add(named.group(1)));
        EXPECTED.forEach((words, index) -> {
            if (sql.contains(words)) {
                indexes.add(index);
            }
        });
        return indexes;
    }

    private static boolean hasSeen(SeenStatements watched, String words) {
        return watched.seen().keySet().stream().anyMatch(sql -> sql.contains(words));
    }

    private static void look(TestAccounts.Person owner, String report) {
        for (String tab : List.of(
                "?tab=attention",
                "?tab=links",
                "/engagement",
                "/engagement",
                "/report.csv",
                "/report.xlsx",
                "/report.pdf")) {
            look(owner, report, tab);
        }
        for (String sort : List.of("ADDRESS", "ACTIVITY")) {
            for (String q : List.of("", "ann7", "lee", "0000007@x.example", "@x")) {
                String list = "?tab=everyone&sort=" + sort + "&q=" + q;
                look(owner, report, list);
                look(owner, report, list + "&status=" + RecipientStatus.BOUNCE);
                look(owner, report, list + "&status=" + RecipientStatus.BOUNCE + "&rule=5.1.1");
                look(owner, report, list + "&answer=YES");
                look(owner, report, list + "&answer=GOT_IT");
                look(owner, report, list + "&answer=NONE");
            }
        }
    }

    private static void look(TestAccounts.Person owner, String page, String query) {
        owner.browser().get(page + query).then().statusCode(200);
    }

    private static void explain(Connection connection, String sql, Set<String> expected, SoftAssertions all)
            throws SQLException {
        Set<String> keys = new HashSet<>();
        boolean foundNothing = false;
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain " + sql)) {
            while (plan.next()) {
                String table = String.valueOf(plan.getString("table"));
                keys.add(String.valueOf(plan.getString("key")).toLowerCase(Locale.ROOT));
                foundNothing |= table.equals("null");
                if (LARGE.contains(table) && !"INSERT".equals(plan.getString("select_type"))) {
                    all.assertThat(plan.getString("type"))
                            .as("%s of %s", table, sql)
                            .isNotEqualTo("ALL");
                }
            }
        }
        if (!foundNothing) {
            all.assertThat(keys).as(sql).containsAll(expected);
        }
    }
}
