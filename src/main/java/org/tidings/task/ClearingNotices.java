package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tidings.account.Account;
import org.tidings.account.Role;
import org.tidings.account.StaffMember;
import org.tidings.outbox.Outbox;
import org.tidings.outbox.OutboxMail;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.platform.web.Dates;

/** Tells those who started blasts, once and in good time, when the documents are cleared and where to download them. */
@ApplicationScoped
class ClearingNotices {

    /** Includes a weekend. */
    private static final Duration BEFORE = Duration.ofDays(5);

    private static final int AT_ONCE = 100;

    private final Transactions transactions;
    private final Outbox outbox;

    ClearingNotices(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** A document that is cleared soon, and who started it. */
    private record Expiring(long id, long accountId, String publicId, String title, long startedBy, Instant at) {

        OutboxMail mail(String email, ZoneId zone) {
            String day = new Dates(zone, at).onPaper().day(at);
            return new OutboxMail(
                    email,
                    "Cleared on " + day + ": " + title,
                    "The report of \"" + title + "\" will be cleared on " + day
                            + ". If you want to keep it, download it before then, as a PDF or an Excel workbook.",
                    "Open the report",
                    "/blasts/" + publicId,
                    "");
        }
    }

    void send(Instant now) {
        int sent;
        do {
            sent = transactions.call(connection -> send(connection, now));
        } while (sent == AT_ONCE);
    }

    private int send(Connection connection, Instant now) throws SQLException {
        List<Expiring> expiring = expiring(connection, now);
        for (Expiring blast : expiring) {
            if (isFirst(connection, blast)) {
                tell(blast);
            }
        }
        return expiring.size();
    }

    /** Whoever left gets no mail, nor do teachers, who cannot open reports. */
    private void tell(Expiring blast) {
        StaffMember starter = StaffMember.findById(blast.startedBy());
        if (starter != null && starter.active && starter.role.isAtLeast(Role.STAFF)) {
            Account account = Account.findById(blast.accountId());
            outbox.add(account.id, blast.mail(starter.email, account.zone()));
        }
    }

    /** Of several nodes, one sends the notice. */
    private static boolean isFirst(Connection connection, Expiring blast) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update blast set clearing_noticed = true where id = ? and not clearing_noticed")) {
            update.setLong(1, blast.id());
            return update.executeUpdate() == 1;
        }
    }

    /** Documents with a retention shorter than the notice are told as soon as they are complete. Uses {@code blast_ix_clear_at}. */
    private static List<Expiring> expiring(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, account_id, public_id, subject, created_by, clear_at from blast where clear_at > ? and clear_at <= ?"
                        + " and state = 'COMPLETED' and not cleared and not clearing_noticed and created_by is not null"
                        + " order by clear_at limit " + AT_ONCE)) {
            select.setObject(1, Utc.of(now));
            select.setObject(2, Utc.of(now.plus(BEFORE)));
            List<Expiring> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Expiring(
                            row.getLong("id"),
                            row.getLong("account_id"),
                            row.getString("public_id"),
                            "Email Blast :: " + row.getString("subject"),
                            row.getLong("created_by"),
                            Objects.requireNonNull(Utc.read(row, "clear_at"))));
                }
            }
            return found;
        }
    }
}
