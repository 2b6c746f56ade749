package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Throttles password guessing. After some failures each further failure doubles the wait. Failures are counted for an email address tried from
 * one network and for the network, so that a stranger's attempts do not lock out the person who works elsewhere; a device that has logged in
 * before has a counter of its own. The counters are in the database, where all nodes share them and a restart keeps them.
 *
 * <p>An attempt counts as failed from its start until {@link #succeeded} is called, which also limits concurrent attempts.
 */
@ApplicationScoped
class LoginThrottle {

    /** Allows for the typing errors of one person. */
    private static final int FREE_FOR_PERSON = 5;

    /** Allows for the typing errors of an office behind one IP address. */
    private static final int FREE_FOR_NETWORK = 30;

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Transactions transactions;
    private final Clock clock;

    LoginThrottle(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Where an attempt comes from.
     *
     * @param person counter for one person, who may mistype a few times
     * @param network counter for all persons of a network, or for all networks; empty for a device that is known
     */
    record Source(String person, Optional<String> network) {

        /** Somebody who claims to be the person with this email address. */
        static Source stranger(String email, String network) {
            return new Source("person " + email + " " + network, Optional.of("network " + network));
        }

        /** A device on which the person has logged in before. */
        static Source knownDevice(String device) {
            return new Source("device " + device, Optional.empty());
        }

        /** A staff member with a session who has to enter the password again. */
        static Source signedIn(long staffId) {
            return new Source("staff " + staffId, Optional.empty());
        }

        /** Somebody who claims to be the operator. There is one operator, so the second counter is for all networks. */
        static Source operator(String network) {
            return new Source("operator " + network, Optional.of("operator"));
        }

        /** A staff member whose password was right and who has to enter a code. */
        static Source secondStep(long staffId) {
            return new Source("code " + staffId, Optional.empty());
        }

        private Map<String, Integer> freeByCounter() {
            Map<String, Integer> free = new HashMap<>();
            free.put(id(person), FREE_FOR_PERSON);
            network.ifPresent(all -> free.put(id(all), FREE_FOR_NETWORK));
            return free;
        }
    }

    /** Returns zero and counts the attempt if it is allowed now, otherwise how long to wait. */
    Duration attempt(Source source) {
        Map<String, Integer> free = source.freeByCounter();
        return transactions.callNew(connection -> {
            Instant now = clock.instant();
            Map<String, Failures> counters =
                    lock(connection, free.keySet().stream().sorted().toList(), now);
            Duration wait = counters.values().stream()
                    .map(failures -> failures.waitAt(now))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            if (wait.isZero()) {
                for (Map.Entry<String, Failures> counter : counters.entrySet()) {
                    store(
                            connection,
                            counter.getKey(),
                            counter.getValue().incremented(now, free.getOrDefault(counter.getKey(), 0)));
                }
            }
            return wait;
        });
    }

    /** Resets the failures of the person; for the network, only uncounts this attempt. */
    void succeeded(Source source) {
        transactions.callNew(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from login_failure where id = ?")) {
                delete.setString(1, id(source.person()));
                delete.executeUpdate();
            }
            if (source.network().isPresent()) {
                try (PreparedStatement update = connection.prepareStatement(
                        "update login_failure set failures = failures - 1, wait_until = last_at where id = ? and failures > 0")) {
                    update.setString(1, id(source.network().get()));
                    update.executeUpdate();
                }
            }
            return true;
        });
    }

    /** Uses {@code login_failure_ix_last_at}. */
    void forgetOld() {
        transactions.callNew(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from login_failure where last_at < ?")) {
                delete.setObject(1, Utc.of(clock.instant().minus(FORGOTTEN_AFTER)));
                return delete.executeUpdate();
            }
        });
    }

    /** Counters by id, created where they are missing. */
    private static Map<String, Failures> lock(Connection connection, List<String> ids, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into login_failure (id, failures, last_at, wait_until) values (?, 0, ?, ?)")) {
            for (String id : ids) {
                insert.setString(1, id);
                insert.setObject(2, Utc.of(now));
                insert.setObject(3, Utc.of(now));
                insert.executeUpdate();
            }
        }
        InList list = new InList(new ArrayList<>(ids));
        try (PreparedStatement select =
                connection.prepareStatement("select id, failures, last_at, wait_until from login_failure where id in "
                        + list.marks() + " order by id for update")) {
            list.bind(select, 1);
            Map<String, Failures> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Failures failures = new Failures(
                            row.getInt(2),
                            Objects.requireNonNull(Utc.read(row, "last_at")),
                            Objects.requireNonNull(Utc.read(row, "wait_until")));
                    found.put(row.getString(1), failures.isOldAt(now) ? Failures.none(now) : failures);
                }
            }
            return found;
        }
    }

    private static void store(Connection connection, String id, Failures failures) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update login_failure set failures = ?, last_at = ?, wait_until = ? where id = ?")) {
            update.setInt(1, failures.count());
            update.setObject(2, Utc.of(failures.last()));
            update.setObject(3, Utc.of(failures.waitUntil()));
            update.setString(4, id);
            update.executeUpdate();
        }
    }

    /** Of fixed length, whatever somebody typed as an email address. */
    private static String id(String counter) {
        return RandomTokens.hash(counter);
    }

    private record Failures(int count, Instant last, Instant waitUntil) {

        static Failures none(Instant now) {
            return new Failures(0, now, now);
        }

        Failures incremented(Instant now, int free) {
            int beyond = count + 1 - free;
            Duration wait = beyond < 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(beyond, 20));
            Duration capped = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            return new Failures(count + 1, now, now.plus(capped));
        }

        /** Without a wait there is none either where the clock was set back. */
        Duration waitAt(Instant now) {
            return waitUntil.isAfter(last) && waitUntil.isAfter(now) ? Duration.between(now, waitUntil) : Duration.ZERO;
        }

        boolean isOldAt(Instant now) {
            return last.plus(FORGOTTEN_AFTER).isBefore(now);
        }
    }
}
