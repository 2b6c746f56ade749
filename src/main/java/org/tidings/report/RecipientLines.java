package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.TimedText;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientKey;

/** Builds the lines of one page; reads the last open and click of all its recipients in one query. */
@ApplicationScoped
public class RecipientLines {

    private final Transactions transactions;
    private final int allowedAttempts;

    RecipientLines(
            Transactions transactions,
            @ConfigProperty(name = "tidings.delivery.attempts", defaultValue = "6") int allowedAttempts) {
        this.transactions = transactions;
        this.allowedAttempts = allowedAttempts;
    }

    public List<RecipientLine> of(List<ReportRow> rows, Dates dates) {
        Map<RecipientKey, LastEngagement> lastEngagements = lastEngagements(rows);
        return rows.stream()
                .map(row -> new RecipientLine(
                        row,
                        TimedText.of(
                                dates,
                                when -> new StatusText(when, allowedAttempts)
                                        .of(row, lastEngagements.getOrDefault(row.key(), LastEngagement.NONE))),
                        row.status() == org.tidings.recipient.RecipientStatus.SENT && !row.isRetried()
                                ? null
                                : NextStep.of(row)))
                .toList();
    }

    private Map<RecipientKey, LastEngagement> lastEngagements(List<ReportRow> rows) {
        List<RecipientKey> keys = rows.stream()
                .filter(row -> row.opens() > 0 || row.clicks() > 0)
                .map(ReportRow::key)
                .toList();
        return keys.isEmpty() ? Map.of() : transactions.call(connection -> read(connection, keys));
    }

    /** Of recipients of one blast, by {@code recipient_event_pk} and {@code blast_link_pk}; one row for each link a person clicked. */
    private static Map<RecipientKey, LastEngagement> read(Connection connection, List<RecipientKey> keys)
            throws SQLException {
        long blastId = keys.get(0).blastId();
        InList list = new InList(keys.stream().map(RecipientKey::seq).toList());
        try (PreparedStatement select = connection.prepareStatement(
                "select e.seq, e.type, max(e.at) as last_at, max(l.label) as label from recipient_event e"
                        + " left join blast_link l on l.blast_id = e.blast_id and l.position = e.link"
                        + " where e.blast_id = ? and e.seq in " + list.marks() + " and e.type in ("
                        + EventType.OPENED.code() + ", " + EventType.CLICKED.code() + ")"
                        + " and not e.automatic and not e.undecided and not e.unconfirmed group by e.seq, e.type, e.link order by last_at")) {
            select.setLong(1, blastId);
            list.bind(select, 2);
            Map<RecipientKey, LastEngagement> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    RecipientKey key = new RecipientKey(blastId, row.getInt("seq"));
                    found.put(key, with(found.getOrDefault(key, LastEngagement.NONE), row));
                }
            }
            return found;
        }
    }

    private static LastEngagement with(LastEngagement before, ResultSet row) throws SQLException {
        @Nullable Instant at = Utc.read(row, "last_at");
        return row.getInt("type") == EventType.OPENED.code()
                ? new LastEngagement(at, before.clicked())
                : new LastEngagement(before.openedAt(), row.getString("label"));
    }
}
