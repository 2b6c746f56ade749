package org.tidings.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.TrackingConsent;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Answer;
import org.tidings.recipient.Fields;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.Marks;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;

/**
 * A recipient in reports and downloads.
 *
 * @param name first and last name, if known; may be empty
 * @param family the households or the custom field {@code family}; null if absent
 * @param reason the reason for the status, in plain words
 * @param rule the diagnosis rule that determined the reason
 * @param code enhanced status code (RFC 3463) or the plain reply code
 * @param student the public id of the student for whom the message is, if the blast has one for each
 * @param round 0 for the first message, 2 for the second round
 * @param origin the number of the recipient in whose place this one is mailed; 0 for none
 * @param marks what happened besides the status
 * @param untracked whether the reader does not permit tracking, so that nothing is known of opens and clicks
 * @param successor the number of the recipient that is mailed in place of this one; 0 for none
 * @param done what staff have done if the message did not arrive
 * @param gotItAt when the recipient confirmed having read the message; null if not
 * @param fields the merge fields
 * @param answer to the question of the message; null if there is none
 * @param nextAttemptAt the time of the next attempt; null if there is none
 */
public record ReportRow(
        RecipientKey key,
        String email,
        String name,
        @Nullable String family,
        RecipientStatus status,
        @Nullable String reason,
        @Nullable String rule,
        @Nullable String code,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant openedAt,
        @Nullable Instant clickedAt,
        @Nullable Instant bouncedAt,
        Instant lastActivityAt,
        int opens,
        int clicks,
        boolean complaint,
        @Nullable Instant unsubscribedAt,
        @Nullable String student,
        int round,
        int origin,
        Marks marks,
        boolean untracked,
        int successor,
        FollowUp done,
        @Nullable Instant gotItAt,
        @Nullable Answer answer,
        Map<String, String> fields) {

    static final String COLUMNS = "r.blast_id, r.seq, r.email, concat_ws(' ', r.first_name, r.last_name) as name,"
            + " json_unquote(coalesce(json_extract(r.fields, '$.household'), json_extract(r.fields, '$.family'))) as family, r.status, r.reason,"
            + " (select d.value from dictionary d where d.id = r.reason_key) as reason_key, r.code, r.attempts, r.next_attempt_at,"
            + " r.sent_at, r.delivered_at, r.opened_at, r.clicked_at, r.bounced_at, r.last_activity_at, r.opens, r.clicks,"
            + " r.complaint, r.unsubscribed_at, r.round, r.origin, r.marks, r.successor, r.done,"
            + " (select c.public_id from contact c where c.id = r.student_id) as student, "
            + TrackingConsent.isRefused("r.address_id") + " as untracked,"
            + " (select y.got_it_at from recipient_answer y where y.blast_id = r.blast_id and y.seq = r.seq) as got_it_at,"
            + " (select y.answer from recipient_answer y where y.blast_id = r.blast_id and y.seq = r.seq) as answer,"
            + " r.fields";

    static ReportRow read(ResultSet row) throws SQLException {
        return new ReportRow(
                new RecipientKey(row.getLong("blast_id"), row.getInt("seq")),
                row.getString("email"),
                row.getString("name").strip(),
                row.getString("family"),
                RecipientStatus.of(row.getInt("status")),
                row.getString("reason"),
                row.getString("reason_key"),
                row.getString("code"),
                row.getInt("attempts"),
                Utc.readUnlessNever(row, "next_attempt_at"),
                Utc.readUnlessNever(row, "sent_at"),
                Utc.readUnlessNever(row, "delivered_at"),
                Utc.readUnlessNever(row, "opened_at"),
                Utc.readUnlessNever(row, "clicked_at"),
                Utc.readUnlessNever(row, "bounced_at"),
                Objects.requireNonNull(Utc.read(row, "last_activity_at")),
                row.getInt("opens"),
                row.getInt("clicks"),
                row.getBoolean("complaint"),
                Utc.readUnlessNever(row, "unsubscribed_at"),
                row.getString("student"),
                row.getInt("round"),
                row.getInt("origin"),
                new Marks(row.getInt("marks")),
                row.getBoolean("untracked"),
                row.getInt("successor"),
                FollowUp.of(row.getInt("done")),
                Utc.readUnlessNever(row, "got_it_at"),
                Answer.of(row.getInt("answer")),
                Fields.read(row.getString("fields")));
    }

    /** Who read the message, in one word for programs: the strongest evidence counts. */
    public String readBy() {
        return ReadBy.of(opens + clicks > 0 || hasAnswered(), marks, untracked).word();
    }

    /** Whether the recipient confirmed or answered, which proves that the message was read. */
    public boolean hasAnswered() {
        return gotItAt != null || answer != null;
    }

    /** Whether it was sent again. */
    public boolean isSentAgain() {
        return successor > 0;
    }

    public boolean unsubscribed() {
        return unsubscribedAt != null;
    }

    /** Temporarily rejected and waiting for the next attempt. */
    public boolean isRetried() {
        return status == RecipientStatus.SENT && attempts > 0 && nextAttemptAt != null;
    }
}
