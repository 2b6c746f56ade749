package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;

/**
 * Copies a blast to a new draft: its message, settings and attachments. The audience is copied only from a blast that has not been sent;
 * otherwise the copy would easily be mailed to the same people again.
 */
@ApplicationScoped
public class BlastCopies {

    private final Transactions transactions;
    private final Clock clock;

    BlastCopies(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Stores the copy.
     *
     * @param author the staff member who copies it
     */
    @Transactional
    public Blast copy(Blast original, @Nullable Long author) {
        boolean withAudience = original.state == BlastState.DRAFT || original.isScheduledOrMissed();
        Blast copy = Blast.draft(original.accountId, author, clock.instant());
        copy.purpose = original.purpose;
        copy.subject = original.subject;
        copy.preheader = original.preheader;
        copy.fromName = original.fromName;
        copy.replyTo = original.replyTo;
        copy.html = original.html;
        copy.blocks = original.blocks;
        copy.text = original.text;
        copy.embedImages = original.embedImages;
        copy.onePer = original.onePer;
        if (withAudience) {
            copy.pasted = original.pasted;
            copy.audience = original.audience;
            copy.spreadSeconds = original.spreadSeconds;
            copy.uselessAfter = original.uselessAfter;
        }
        copy.persistAndFlush();
        transactions.join(connection -> {
            copyAttachments(connection, original.key(), copy.key());
            if (withAudience) {
                copyAudience(connection, original.key(), copy.key());
            }
            return copy.key();
        });
        return copy;
    }

    private static void copyAttachments(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into attachment (blast_id, name, content_type, size_bytes, content)"
                        + " select ?, name, content_type, size_bytes, content from attachment where blast_id = ?"
                        + " order by id")) {
            insert.setLong(1, to);
            insert.setLong(2, from);
            insert.executeUpdate();
        }
    }

    private static void copyAudience(Connection connection, long from, long to) throws SQLException {
        for (AudienceSource source : AudienceSource.of(from)) {
            copyEntries(connection, from, to, Objects.requireNonNull(source.id));
        }
        try (PreparedStatement update = connection.prepareStatement("update blast set next_seq ="
                + " (select coalesce(max(seq), 0) + 1 from audience_entry where blast_id = ?) where id = ?")) {
            update.setLong(1, to);
            update.setLong(2, to);
            update.executeUpdate();
        }
    }

    /** Uses {@code audience_entry_pk}. */
    private static void copyEntries(Connection connection, long from, long to, long sourceId) throws SQLException {
        long copiedSource;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audience_source (blast_id, kind, label, created_at)"
                        + " select ?, kind, label, created_at from audience_source where id = ?",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, to);
            insert.setLong(2, sourceId);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                copiedSource = keys.getLong(1);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audience_entry (blast_id, seq, source_id, line, email, first_name, last_name, fields, problem)"
                        + " select ?, seq, ?, line, email, first_name, last_name, fields, problem from audience_entry"
                        + " where blast_id = ? and source_id = ?")) {
            insert.setLong(1, to);
            insert.setLong(2, copiedSource);
            insert.setLong(3, from);
            insert.setLong(4, sourceId);
            insert.executeUpdate();
        }
    }
}
