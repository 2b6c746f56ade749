package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Fields;

/**
 * The people of a draft, as they were given: one entry a line, with what is wrong with it. Entries with the same address are all kept, so
 * that removing a source leaves the person with another; of several the first counts. Nothing here holds a whole list in memory.
 */
@ApplicationScoped
public class Audience {

    private static final int BATCH = 256;
    private static final MultiRow INSERT = new MultiRow(
            "insert into audience_entry"
                    + " (blast_id, seq, source_id, line, email, first_name, last_name, fields, problem) values",
            9,
            "");

    private final Transactions transactions;
    private final Clock clock;

    Audience(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * One person as given.
     *
     * @param line where in the source, from 1
     * @param email as {@link org.tidings.platform.EmailAddress#normalise} gives it, or as typed when it is malformed
     * @param problem why nothing can be sent there, in plain words; null when the address is good
     */
    public record Entry(
            int line,
            String email,
            @Nullable String firstName,
            @Nullable String lastName,
            Map<String, String> fields,
            @Nullable String problem) {}

    /** A chip: one source and how many lines it gave. */
    public record Source(long id, AudienceSource.Kind kind, String label, int lines) {}

    /**
     * Adds people to a draft as one source.
     *
     * @param entries read from the start again should the database want the transaction repeated
     * @return the source's id
     */
    public long add(Blast blast, AudienceSource.Kind kind, String label, Iterable<Entry> entries) {
        return transactions.call(connection -> {
            int seq = lockDraft(connection, blast);
            long source = addSource(connection, blast.key(), kind, label);
            storeNextSeq(connection, blast.key(), insertEntries(connection, blast.key(), seq, source, entries));
            return source;
        });
    }

    /** Replaces what the addresses box gave by what it gives now. */
    public void replacePasted(Blast blast, List<Entry> entries) {
        transactions.run(connection -> {
            int seq = lockDraft(connection, blast);
            for (Source source : sources(connection, blast.key())) {
                if (source.kind() == AudienceSource.Kind.PASTED) {
                    delete(connection, blast.key(), source.id());
                }
            }
            if (!entries.isEmpty()) {
                long source = addSource(connection, blast.key(), AudienceSource.Kind.PASTED, "Pasted");
                storeNextSeq(connection, blast.key(), insertEntries(connection, blast.key(), seq, source, entries));
            }
        });
    }

    /** Takes a source out, with everyone it gave. An unknown one is passed over. */
    public void remove(Blast blast, long sourceId) {
        transactions.run(connection -> {
            lockDraft(connection, blast);
            delete(connection, blast.key(), sourceId);
        });
    }

    public List<Source> sources(Blast blast) {
        return transactions.call(connection -> sources(connection, blast.key()));
    }

    /** Whether anybody was given at all. By {@code audience_entry_pk}. */
    public boolean isEmpty(Blast blast) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select 1 from audience_entry where blast_id = ? limit 1")) {
                select.setLong(1, blast.key());
                try (ResultSet row = select.executeQuery()) {
                    return !row.next();
                }
            }
        });
    }

    private static List<Source> sources(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select s.id, s.kind, s.label,"
                + " (select count(*) from audience_entry e where e.blast_id = s.blast_id and e.source_id = s.id) as given"
                + " from audience_source s where s.blast_id = ? order by s.id")) {
            select.setLong(1, blastId);
            List<Source> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Source(
                            row.getLong("id"),
                            AudienceSource.Kind.valueOf(row.getString("kind")),
                            row.getString("label"),
                            row.getInt("given")));
                }
            }
            return found;
        }
    }

    /** Adds a source without people, in the transaction of the caller. */
    long addSource(Connection connection, long blastId, AudienceSource.Kind kind, String label) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audience_source (blast_id, kind, label, created_at) values (?, ?, ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, blastId);
            insert.setString(2, kind.name());
            insert.setString(3, shortened(label, 255));
            insert.setObject(4, Utc.of(clock.instant()));
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private record Numbered(int seq, Entry entry) {}

    /** @return the number after the last entry */
    private static int insertEntries(
            Connection connection, long blastId, int firstSeq, long source, Iterable<Entry> entries)
            throws SQLException {
        int seq = firstSeq;
        List<Numbered> batch = new ArrayList<>(BATCH);
        for (Entry entry : entries) {
            batch.add(new Numbered(seq++, entry));
            if (batch.size() == BATCH) {
                insertBatch(connection, blastId, source, batch);
                batch.clear();
            }
        }
        insertBatch(connection, blastId, source, batch);
        return seq;
    }

    private static void insertBatch(Connection connection, long blastId, long source, List<Numbered> batch)
            throws SQLException {
        INSERT.execute(connection, batch, (insert, first, numbered) -> {
            Entry entry = numbered.entry();
            insert.setLong(first, blastId);
            insert.setInt(first + 1, numbered.seq());
            insert.setLong(first + 2, source);
            insert.setInt(first + 3, entry.line());
            insert.setString(first + 4, shortened(entry.email(), 320));
            insert.setString(first + 5, shortened(entry.firstName() == null ? "" : entry.firstName(), 100));
            insert.setString(first + 6, shortened(entry.lastName() == null ? "" : entry.lastName(), 100));
            insert.setString(first + 7, Fields.write(entry.fields()));
            insert.setString(first + 8, entry.problem());
            return first + 9;
        });
    }

    /** Locks the blast, so that no one joins or leaves one that is being sent at that moment. @return the number of its next entry */
    private static int lockDraft(Connection connection, Blast blast) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select state, next_seq from blast where id = ? for update")) {
            select.setLong(1, blast.key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !BlastState.valueOf(row.getString(1)).isEditable()) {
                    throw new BlastStateException(blast, "Too late: this blast has already been sent or scheduled.");
                }
                return row.getInt(2);
            }
        }
    }

    private static void storeNextSeq(Connection connection, long blastId, int nextSeq) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update blast set next_seq = ? where id = ?")) {
            update.setInt(1, nextSeq);
            update.setLong(2, blastId);
            update.executeUpdate();
        }
    }

    private static void delete(Connection connection, long blastId, long sourceId) throws SQLException {
        for (String sql : List.of(
                "delete from audience_entry where blast_id = ? and source_id = ?",
                "delete from audience_source where blast_id = ? and id = ?")) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setLong(1, blastId);
                delete.setLong(2, sourceId);
                delete.executeUpdate();
            }
        }
    }

    private static @Nullable String shortened(@Nullable String text, int limit) {
        return text == null || text.length() <= limit ? text : text.substring(0, limit);
    }
}
