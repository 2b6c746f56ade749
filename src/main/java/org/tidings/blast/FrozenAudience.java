package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tidings.blast.selection.References;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/**
 * Evaluates the rule of a blast when it leaves: stores who is selected, adds a message for each of their addresses to the entries, and removes
 * entries that the rule excludes. From then on the people are in {@code audience_entry} like those of lists.
 */
@ApplicationScoped
class FrozenAudience {

    private final Transactions transactions;
    private final AudienceRules rules;
    private final Audience audience;
    private final Event<BlastMoved> moved;
    private final Clock clock;

    FrozenAudience(
            Transactions transactions, AudienceRules rules, Audience audience, Event<BlastMoved> moved, Clock clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.audience = audience;
        this.moved = moved;
        this.clock = clock;
    }

    /**
     * Evaluates the rule, in the transaction that writes the first recipients. The caller has locked the blast.
     *
     * @return the number of the last entry; -1 if the rule refers to something that does not exist any more, which pauses the blast
     */
    int freeze(Connection connection, long blastId) throws SQLException {
        Blast blast = Objects.requireNonNull(Blast.<Blast>findById(blastId));
        List<References.Unknown> unknown = rules.unknown(blast);
        if (!unknown.isEmpty()) {
            pause(connection, blastId, unknown);
            return -1;
        }
        boolean hasEntries = !audience.isEmpty(blast);
        if (hasEntries) {
            removeExcluded(connection, blast);
        }
        Optional<AudienceSql> rule = rules.of(blast, hasEntries);
        int last = lastEntry(connection, blastId);
        if (rule.isEmpty()) {
            return last;
        }
        storePeople(connection, rule.get());
        AudienceSql stored = rules.frozen(rule.get());
        int added = addEntries(connection, stored, last);
        int withoutAddress = number(connection, stored.withoutAddress());
        execute(
                connection,
                Sql.of(
                        "update blast set next_seq = ?, without_address = ? where id = ?",
                        last + added + 1,
                        withoutAddress,
                        blastId));
        return last + added;
    }

    /** Whether the rule of a blast selects more than so many people, before anyone is left out; false without a rule. */
    boolean selectsMoreThan(Connection connection, Blast blast, int people) throws SQLException {
        Optional<AudienceSql> rule = rules.of(blast, false);
        return rule.isPresent()
                && number(
                                connection,
                                Sql.of("select count(*) from (")
                                        .then(rule.get().sql().people(rule.get().selection()))
                                        .then(" limit ?) p", people + 1))
                        > people;
    }

    private void pause(Connection connection, long blastId, List<References.Unknown> unknown) throws SQLException {
        String reason = "The people cannot be selected. "
                + unknown.stream().map(References.Unknown::sentence).collect(Collectors.joining(" "));
        int paused = execute(
                connection,
                Sql.of(
                        "update blast set state = 'PAUSED', pause_reason = left(?, 500), started_at = null where id = ? and state = 'RUNNING'",
                        reason,
                        blastId));
        if (paused == 1) {
            moved.fire(new BlastMoved(blastId, BlastMoved.Step.PAUSED, clock.instant(), reason));
        }
    }

    private void removeExcluded(Connection connection, Blast blast) throws SQLException {
        execute(
                connection,
                Sql.of(
                                "delete e from audience_entry e left join address a on a.account_id = ? and a.email = e.email"
                                        + " and e.problem is null where e.blast_id = ? and ",
                                blast.accountId,
                                blast.key())
                        .then(rules.excluded(blast)));
    }

    /** Stores whom the rule of a blast selects when it is scheduled, in the caller's transaction. */
    void remember(Connection connection, Blast blast) throws SQLException {
        Optional<AudienceSql> rule = rules.of(blast, false);
        if (rule.isPresent()) {
            insertPeople(connection, rule.get());
        }
    }

    /** Removes what {@link #remember} stored, in the caller's transaction. */
    void forget(Blast blast) {
        transactions.join(
                connection -> execute(connection, Sql.of("delete from blast_person where blast_id = ?", blast.key())));
    }

    /** Stores who is selected and, if the blast was scheduled, who was not selected then or is not any more. */
    private static void storePeople(Connection connection, AudienceSql rule) throws SQLException {
        long blastId = rule.blast().key();
        execute(connection, Sql.of("delete from blast_person_change where blast_id = ?", blastId));
        int before = execute(
                connection,
                Sql.of(
                        "insert into blast_person_change (blast_id, contact_id, joined)"
                                + " select distinct blast_id, contact_id, false from blast_person where blast_id = ?",
                        blastId));
        insertPeople(connection, rule);
        if (before > 0) {
            execute(
                    connection,
                    Sql.of(
                            "insert ignore into blast_person_change (blast_id, contact_id, joined)"
                                    + " select distinct blast_id, contact_id, true from blast_person where blast_id = ?",
                            blastId));
            execute(
                    connection,
                    Sql.of(
                            "delete c from blast_person_change c join blast_person p on p.blast_id = c.blast_id"
                                    + " and p.contact_id = c.contact_id where c.blast_id = ? and not c.joined",
                            blastId));
        }
    }

    /** By {@code blast_person_pk}. */
    private static void insertPeople(Connection connection, AudienceSql rule) throws SQLException {
        long blastId = rule.blast().key();
        execute(connection, Sql.of("delete from blast_person where blast_id = ?", blastId));
        execute(
                connection,
                Sql.of(
                                "insert into blast_person (blast_id, contact_id, household_id, student)"
                                        + " select ?, h.contact_id, h.household_id, h.student from ",
                                blastId)
                        .then(rule.people().inParentheses())
                        .then(" h"));
    }

    private int addEntries(Connection connection, AudienceSql rule, int last) throws SQLException {
        Blast blast = rule.blast();
        long source = audience.addSource(connection, blast.key(), AudienceSource.Kind.RULE, "Selected");
        return execute(
                connection,
                Sql.of(
                                "insert into audience_entry (blast_id, seq, source_id, line, email, first_name, last_name,"
                                        + " fields, student_id) select ?, ? + row_number() over (order by m.address_id, m.student_id),"
                                        + " ?, 0, m.email, m.first_name, m.last_name, nullif(m.fields, '{}'), m.student_id from ",
                                blast.key(),
                                last,
                                source)
                        .then(rule.messages(Sql.EMPTY).inParentheses())
                        .then(" m"));
    }

    private static int lastEntry(Connection connection, long blastId) throws SQLException {
        return number(connection, Sql.of("select next_seq - 1 from blast where id = ?", blastId));
    }

    private static int number(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            return statement.executeUpdate();
        }
    }
}
