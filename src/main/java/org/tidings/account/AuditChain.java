package org.tidings.account;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;

/**
 * Chains the entries of the audit trail, some seconds after they were written: the actions themselves do not wait for each other. One node at
 * a time works on the chain of an account.
 */
@ApplicationScoped
public class AuditChain {

    private static final Logger LOG = Logger.getLogger(AuditChain.class);
    private static final int CHUNK = 500;

    private final Transactions transactions;
    private final SecureRandom random = new SecureRandom();

    AuditChain(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param hash in hexadecimal */
    private record Head(long seal, String hash) {}

    private record Unsealed(
            long id,
            @Nullable Long staffId,
            LocalDateTime at,
            String action,
            @Nullable String remoteAddress,
            String subject,
            @Nullable String detail) {}

    /** What {@link #verify} found: the number of entries, a sentence for each fault, and the last hash of each account. */
    public record Verified(long entries, List<String> faults, List<String> heads) {}

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        sealAll();
    }

    /** Chains all entries that are not chained yet. Uses {@code audit_entry_ix_seal}. */
    void sealAll() {
        List<Long> accounts = transactions.callNew(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select distinct account_id from audit_entry where seal is null");
                    ResultSet row = select.executeQuery()) {
                List<Long> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getLong(1));
                }
                return found;
            }
        });
        for (long account : accounts) {
            try {
                boolean more = true;
                while (more) {
                    more = transactions.callNew(connection -> seal(connection, account));
                }
            } catch (RuntimeException failure) { // the other accounts are not concerned
                LOG.errorf(failure, "The audit trail of account %d cannot be chained", account);
            }
        }
    }

    /** Chains the next entries; false if there are no more, or another node holds the lock. */
    private boolean seal(Connection connection, long accountId) throws SQLException {
        Head head = lock(connection, accountId);
        if (head == null) {
            return false;
        }
        List<Unsealed> entries = unsealed(connection, accountId);
        long seal = head.seal();
        byte[] hash = HexFormat.of().parseHex(head.hash());
        try (PreparedStatement update = connection.prepareStatement(
                "update audit_entry set seal = ?, salt = ?, content = ?, hash = ? where id = ?")) {
            for (Unsealed entry : entries) {
                byte[] salt = new byte[16];
                random.nextBytes(salt);
                byte[] content = AuditHash.content(salt, entry.subject(), entry.detail());
                seal++;
                hash = new AuditHash.Facts(
                                accountId,
                                seal,
                                entry.id(),
                                entry.staffId(),
                                entry.at(),
                                entry.action(),
                                entry.remoteAddress())
                        .hash(hash, content);
                update.setLong(1, seal);
                update.setBytes(2, salt);
                update.setBytes(3, content);
                update.setBytes(4, hash);
                update.setLong(5, entry.id());
                update.addBatch();
            }
            update.executeBatch();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update audit_chain set seal = ?, hash = ? where account_id = ?")) {
            update.setLong(1, seal);
            update.setBytes(2, hash);
            update.setLong(3, accountId);
            update.executeUpdate();
        }
        return entries.size() == CHUNK;
    }

    /** The end of the chain, locked; null if another node has it. */
    private static @Nullable Head lock(Connection connection, long accountId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert ignore into audit_chain (account_id, seal, hash) select ?, 0, ? from dual"
                        // a chain whose end was removed is not begun anew
                        + " where not exists (select 1 from audit_entry where account_id = ? and seal is not null)")) {
            insert.setLong(1, accountId);
            insert.setBytes(2, AuditHash.START);
            insert.setLong(3, accountId);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select seal, hash from audit_chain where account_id = ? for update skip locked")) {
            select.setLong(1, accountId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Head(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))) : null;
            }
        }
    }

    /** Locked, since an erasure may change them. */
    private static List<Unsealed> unsealed(Connection connection, long accountId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, staff_id, at, action, remote_address, subject, detail from audit_entry"
                        + " force index (audit_entry_ix_seal) where seal is null and account_id = ? order by id limit "
                        + CHUNK + " for update")) {
            select.setLong(1, accountId);
            List<Unsealed> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new Unsealed(
                            row.getLong(1),
                            row.getObject(2, Long.class),
                            row.getObject(3, LocalDateTime.class),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)));
                }
            }
            return entries;
        }
    }

    /**
     * Recomputes every chain. Whoever can write to the database can also rewrite a whole chain: only a last hash that was kept elsewhere
     * proves that this did not happen.
     */
    public static Verified verify(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        long entries = 0;
        try (PreparedStatement select = connection.prepareStatement(
                        "select t.account_id, c.seal, c.hash, e.seal, e.id, e.staff_id, e.at, e.action, e.remote_address,"
                                + " e.content, e.hash, e.salt, e.subject, e.detail from (select account_id from audit_chain"
                                + " union select account_id from audit_entry where seal is not null) t"
                                + " left join audit_chain c on c.account_id = t.account_id left join audit_entry e"
                                + " on e.account_id = t.account_id and e.seal is not null order by t.account_id, e.seal");
                ResultSet row = streamed(select)) {
            Walk walk = null;
            while (row.next()) {
                if (walk == null || walk.accountId != row.getLong(1)) {
                    finish(walk, faults, heads);
                    walk = new Walk(row.getLong(1), row.getLong(2), row.getBytes(3));
                }
                if (row.getObject(4) != null) {
                    entries++;
                    walk.next(row, faults);
                }
            }
            finish(walk, faults, heads);
        }
        return new Verified(entries, faults, heads);
    }

    /** Row by row: a trail may have more entries than fit into memory. */
    private static ResultSet streamed(PreparedStatement select) throws SQLException {
        select.setFetchSize(Integer.MIN_VALUE);
        return select.executeQuery();
    }

    private static void finish(@Nullable Walk walk, List<String> faults, List<String> heads) {
        if (walk != null) {
            String trail = "Audit trail of account " + walk.accountId + ": ";
            if (walk.lastHash == null) {
                faults.add(trail + "the end of its chain is missing");
            } else if (walk.seal != walk.lastSeal || !Arrays.equals(walk.hash, walk.lastHash)) {
                faults.add(trail + "entries at its end are missing");
            }
            heads.add(
                    trail + walk.seal + " entries, last hash " + HexFormat.of().formatHex(walk.hash));
        }
    }

    /** Follows the chain of one account. After a fault it goes on with the hash that is stored, so that each fault is reported once. */
    private static final class Walk {
        private final long accountId;
        private final long lastSeal;
        private final byte @Nullable [] lastHash;
        private long seal;
        private byte[] hash = AuditHash.START;

        Walk(long accountId, long lastSeal, byte @Nullable [] lastHash) {
            this.accountId = accountId;
            this.lastSeal = lastSeal;
            this.lastHash = lastHash;
        }

        void next(ResultSet row, List<String> faults) throws SQLException {
            long stored = row.getLong(4);
            byte[] content = row.getBytes(10);
            AuditHash.Facts facts = new AuditHash.Facts(
                    accountId,
                    stored,
                    row.getLong(5),
                    row.getObject(6, Long.class),
                    row.getObject(7, LocalDateTime.class),
                    row.getString(8),
                    row.getString(9));
            String entry = "Audit trail of account " + accountId + ", entry " + row.getLong(5) + ": ";
            if (stored != seal + 1) {
                faults.add(entry + "entries before it are missing");
            } else if (!Arrays.equals(facts.hash(hash, content), row.getBytes(11))) {
                faults.add(entry + "it was changed");
            }
            byte[] salt = row.getBytes(12);
            if (salt == null
                    ? !isErased(row)
                    : !Arrays.equals(content, AuditHash.content(salt, row.getString(13), row.getString(14)))) {
                faults.add(entry + "its text was changed");
            }
            seal = stored;
            hash = row.getBytes(11);
        }

        private static boolean isErased(ResultSet row) throws SQLException {
            return row.getString(14) == null
                    && (row.getString(13).equals(AuditTrail.ERASED)
                            || row.getString(8).equals(AuditTrail.MERGED));
        }
    }
}
