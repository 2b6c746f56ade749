package org.tidings.blast;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.queue.Flow;
import org.tidings.recipient.AddedRecipients;
import org.tidings.recipient.FallThroughs;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;

/**
 * Tries the next address of a home whose address turned out to be dead. Each address that is tried is a recipient of its own, and counted. Not
 * after the blast was cancelled or cleared, is useless, or 72 hours after its start.
 */
@ApplicationScoped
public class HouseholdFallThrough {

    private static final Logger LOG = Logger.getLogger(HouseholdFallThrough.class);
    private static final int AT_ONCE = 200;
    private static final Duration LATEST = Duration.ofDays(3);
    private static final Set<BlastState> OPEN = Set.of(BlastState.RUNNING, BlastState.PAUSED, BlastState.COMPLETED);

    private static final RecipientKey NONE = new RecipientKey(0, 0);

    private final Transactions transactions;
    private final FallThroughs recorded;
    private final AddedRecipients added;
    private final AudienceRules rules;
    private final Clock clock;
    private final Event<WorkAvailable> workAvailable;

    HouseholdFallThrough(
            Transactions transactions,
            FallThroughs recorded,
            AddedRecipients added,
            AudienceRules rules,
            Clock clock,
            Event<WorkAvailable> workAvailable) {
        this.transactions = transactions;
        this.recorded = recorded;
        this.added = added;
        this.rules = rules;
        this.clock = clock;
        this.workAvailable = workAvailable;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tryNext() {
        List<RecipientKey> dead = recorded.after(NONE, AT_ONCE);
        while (!dead.isEmpty()) {
            dead.forEach(this::tryNextOrLater);
            var unused = workAvailable.fireAsync(new WorkAvailable(false));
            dead = recorded.after(dead.get(dead.size() - 1), AT_ONCE);
        }
    }

    private void tryNextOrLater(RecipientKey key) {
        try {
            transactions.callNew(connection -> {
                tryNext(connection, key);
                return key;
            });
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "The next address of the home of %s could not be tried; it is tried again", key);
        }
    }

    private void tryNext(Connection connection, RecipientKey key) throws SQLException {
        Blast blast = Blast.findById(key.blastId(), LockModeType.PESSIMISTIC_WRITE);
        if (blast != null && blast.state == BlastState.CANCELLED && blast.completedAt != null) {
            return; // a round is being cancelled; afterwards the blast is completed again
        }
        if (!recorded.remove(connection, key) || blast == null || !isOpen(blast)) {
            return;
        }
        AudienceSql rule = rules.frozen(blast);
        Optional<Long> address = added.addressOf(connection, key);
        if (address.isEmpty()) {
            return;
        }
        for (Sql home : homes(connection, rule, address.get())) {
            tryNext(connection, rule, home, key);
        }
    }

    private boolean isOpen(Blast blast) {
        return OPEN.contains(blast.state)
                && !blast.cleared
                && blast.startedAt != null
                && clock.instant().isBefore(blast.startedAt.plus(LATEST))
                && (blast.uselessAfter == null || clock.instant().isBefore(blast.uselessAfter));
    }

    private record Candidate(
            long addressId,
            boolean invalid,
            boolean refused,
            @Nullable String reason) {

        RecipientStatus status() {
            if (invalid) {
                return RecipientStatus.INVALID;
            }
            return refused ? RecipientStatus.UNSUBSCRIBED : RecipientStatus.SENT;
        }
    }

    /** Adds the addresses in order, up to the first that is mailed. */
    private void tryNext(Connection connection, AudienceSql rule, Sql home, RecipientKey dead) throws SQLException {
        RecipientKey origin = dead;
        for (Candidate candidate : candidates(connection, rule, home)) {
            Optional<AddedRecipients.Present> present =
                    added.at(connection, rule.blast().key(), candidate.addressId());
            if (present.isPresent() && present.get().isReached()) {
                return; // the message to that address counts for this home too
            }
            if (present.isEmpty()) {
                origin = add(connection, rule, home, candidate, origin);
                if (candidate.status() == RecipientStatus.SENT) {
                    return;
                }
            }
        }
    }

    private RecipientKey add(
            Connection connection, AudienceSql rule, Sql home, Candidate candidate, RecipientKey origin)
            throws SQLException {
        Blast blast = rule.blast();
        Sql row = Sql.of(
                        "select o.seq as origin, o.round, m.address_id, 0 as student_id, m.email, m.first_name, m.last_name, m.fields,"
                                + " ? as status, "
                                + (candidate.reason() == null ? "null" : "?") + " as reason from ",
                        candidate.reason() == null
                                ? new Object[] {candidate.status().code()}
                                : new Object[] {candidate.status().code(), candidate.reason()})
                .then(rule.messageTo(home, candidate.addressId()).inParentheses())
                .then(" m join recipient o on o.blast_id = ? and o.seq = ?", origin.blastId(), origin.seq());
        AddedRecipients.Added result = added.add(
                connection,
                new AddedRecipients.Addition(blast.accountId, Flow.valueOf(blast.purpose.name()), blast.key(), 1, row));
        if (result.count() != 1) {
            throw new IllegalStateException("The next address of a home has changed meanwhile");
        }
        RecipientKey key = new RecipientKey(blast.key(), result.last());
        recorded.explain(connection, origin, key);
        return key;
    }

    private static List<Sql> homes(Connection connection, AudienceSql rule, long addressId) throws SQLException {
        try (PreparedStatement select = rule.homesAt(addressId).prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<Sql> homes = new ArrayList<>();
            while (row.next()) {
                homes.add(AudienceSql.home(row.getLong(1), row.getLong(2)));
            }
            return homes;
        }
    }

    private static List<Candidate> candidates(Connection connection, AudienceSql rule, Sql home) throws SQLException {
        try (PreparedStatement select = rule.addressesOf(home).prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<Candidate> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Candidate(row.getLong(1), row.getBoolean(2), row.getBoolean(3), row.getString(4)));
            }
            return found;
        }
    }
}
