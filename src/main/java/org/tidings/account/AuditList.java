package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Reads the audit trail of an account, newest first. */
@ApplicationScoped
class AuditList {

    private final Transactions transactions;

    AuditList(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * What is listed.
     *
     * @param text part of what an action applied to, or of its details; empty for all
     * @param by the staff member; null for everyone
     * @param kind the beginning of the action up to the dot, such as {@code blast}; empty for all
     * @param from inclusive; null for no limit
     * @param until exclusive; null for no limit
     */
    record Filter(
            String text,
            @Nullable Long by,
            String kind,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** @param who the name of the staff member; null for API clients and for what nobody did */
    record Entry(
            long id,
            Instant at,
            @Nullable String who,
            String action,
            String subject,
            @Nullable String detail,
            @Nullable String remoteAddress) {

        public String words() {
            return AuditWords.of(action);
        }

        public String author() {
            return Objects.requireNonNullElse(who, "Tidings or an API key");
        }

        /** Whether {@code subject} is the id of a blast; its title is then in {@code detail}. */
        public boolean isBlast() {
            return action.startsWith("blast.");
        }

        Cursor cursor() {
            return new Cursor(at, id);
        }
    }

    /** The last entry of a page. */
    record Cursor(Instant at, long id) {}

    /** Uses {@code audit_entry_ix_account_at}. */
    List<Entry> page(long accountId, Filter filter, @Nullable Cursor after, int limit) {
        Sql sql = Sql.of(
                "select a.id, a.at, s.name, a.action, a.subject, a.detail, a.remote_address from audit_entry a"
                        + " force index (audit_entry_ix_account_at) left join staff_member s on s.id = a.staff_id where a.account_id = ?",
                accountId);
        if (after != null) {
            LocalDateTime at = utc(after.at());
            sql = sql.then(" and a.at <= ? and (a.at < ? or a.id < ?)", at, at, after.id());
        }
        if (filter.from() != null) {
            sql = sql.then(" and a.at >= ?", utc(filter.from()));
        }
        if (filter.until() != null) {
            sql = sql.then(" and a.at < ?", utc(filter.until()));
        }
        if (filter.by() != null) {
            sql = sql.then(" and a.staff_id = ?", filter.by());
        }
        if (!filter.kind().isEmpty()) {
            sql = sql.then(
                    " and (a.action = ? or a.action like ?)", filter.kind(), Like.beginning(filter.kind() + "."));
        }
        if (!filter.text().isEmpty()) {
            String part = Like.containing(filter.text());
            sql = sql.then(" and (a.subject like ? or a.detail like ?)", part, part);
        }
        return read(sql.then(" order by a.at desc, a.id desc limit ?", limit));
    }

    private List<Entry> read(Sql sql) {
        return transactions.call(connection -> {
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(entry(row));
                }
                return entries;
            }
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
