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

/** Gives the recipients of one page their words: what each last opened and clicked is looked up for all of them at once. */
@ApplicationScoped
class RecipientLines {

    private final Transactions transactions;
    private final int allowedAttempts;

    RecipientLines(
            Transactions transactions,
            @ConfigProperty(name = "tidings.delivery.attempts", defaultValue = "6") int allowedAttempts) {
        this.transactions = transactions;
        this.allowedAttempts = allowedAttempts;
    }

    List<RecipientLine> of(List<ReportRow> rows, Dates dates) {
        StatusText sentence = new StatusText(dates, allowedAttempts);
        Map<Long, LastEngagement> lastEngagements = lastEngagements(rows);
        return rows.stream()
                .map(row -> new RecipientLine(
                        row,
                        sentence.of(row, lastEngagements.getOrDefault(row.id(), LastEngagement.NONE)),
                        row.status() == org.tidings.recipient.RecipientStatus.SENT && !row.isRetried()
                                ? null
                                : NextStep.of(row.status(), row.rule())))
                .toList();
    }

    private Map<Long, LastEngagement> lastEngagements(List<ReportRow> rows) {
        List<Long> ids = rows.stream()
                .filter(row -> row.opens() > 0 || row.clicks() > 0)
                .map(ReportRow::id)
                .toList();
        return ids.isEmpty() ? Map.of() : transactions.call(connection -> read(connection, ids));
    }

    /** By {@code recipient_event_ix_recipient} and {@code blast_link_pk}; one row for each link a person clicked. */
    private static Map<Long, LastEngagement> read(Connection connection, List<Long> ids) throws SQLException {
        InList list = new InList(ids);
        try (PreparedStatement select = connection.prepareStatement(
                "select e.recipient_id, e.type, max(e.at) as last_at, max(l.label) as label from recipient_event e"
                        + " left join blast_link l on l.blast_id = e.blast_id and l.position = e.link"
                        + " where e.recipient_id in " + list.marks() + " and e.type in ('OPENED', 'CLICKED')"
                        + " and not e.automatic and e.settle_at is null group by e.recipient_id, e.type, e.link order by last_at")) {
            list.bind(select, 1);
            Map<Long, LastEngagement> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LastEngagement before = found.getOrDefault(row.getLong("recipient_id"), LastEngagement.NONE);
                    found.put(row.getLong("recipient_id"), with(before, row));
                }
            }
            return found;
        }
    }

    private static LastEngagement with(LastEngagement before, ResultSet row) throws SQLException {
        @Nullable Instant at = Utc.read(row, "last_at");
        return row.getString("type").equals("OPENED")
                ? new LastEngagement(at, before.clicked())
                : new LastEngagement(before.openedAt(), row.getString("label"));
    }
}
