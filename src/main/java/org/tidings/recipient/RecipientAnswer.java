package org.tidings.recipient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Utc;

/**
 * What a recipient confirmed and answered. It stands beside the status and never changes it.
 *
 * @param gotItAt when the recipient first confirmed having read the message; null if not yet
 * @param answer the latest answer; null if there is none
 * @param answeredAt when it was given; null if there is none
 */
public record RecipientAnswer(
        @Nullable Instant gotItAt,
        @Nullable Answer answer,
        @Nullable Instant answeredAt) {

    public static final RecipientAnswer NONE = new RecipientAnswer(null, null, null);

    static final String COLUMNS = "got_it_at, answer, answered_at";

    /** Uses {@code recipient_answer_pk}. */
    public static RecipientAnswer of(Connection connection, RecipientKey recipient) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from recipient_answer where blast_id = ? and seq = ?")) {
            select.setLong(1, recipient.blastId());
            select.setInt(2, recipient.seq());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? read(row) : NONE;
            }
        }
    }

    static RecipientAnswer read(ResultSet row) throws SQLException {
        return new RecipientAnswer(
                Utc.readUnlessNever(row, "got_it_at"),
                Answer.of(row.getInt("answer")),
                Utc.readUnlessNever(row, "answered_at"));
    }

    /** After an event. An answer that is older than the known one, because it had to wait for the database, changes nothing. */
    RecipientAnswer after(NewEvent event) {
        if (event.type() == EventType.GOT_IT) {
            return gotItAt == null || event.at().isBefore(gotItAt)
                    ? new RecipientAnswer(event.at(), answer, answeredAt)
                    : this;
        }
        Answer given = event.type() == EventType.ANSWERED
                ? Answer.parse(event.detail()).orElse(null)
                : null;
        return given == null
                        || given == answer
                        || (answeredAt != null && event.at().isBefore(answeredAt))
                ? this
                : new RecipientAnswer(gotItAt, given, event.at());
    }
}
