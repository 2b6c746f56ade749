package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.MailPermission;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Who would get a blast if it left now, and who would not and why. */
@ApplicationScoped
public class AudienceCounts {

    /** For more messages, homes without an address are only listed on demand. */
    private static final int MOST_TO_CHECK = 10_000;

    private final Transactions transactions;
    private final Audience audience;
    private final AudienceRules rules;

    AudienceCounts(Transactions transactions, Audience audience, AudienceRules rules) {
        this.transactions = transactions;
        this.audience = audience;
        this.rules = rules;
    }

    /**
     * Who would get the blast if it were sent now, and how many are left out for which reason.
     *
     * @param given messages in all, with lines that are duplicates or no addresses
     * @param withoutAddress selected homes that cannot be reached by mail, which are not among the others; UNKNOWN for a large audience
     */
    public record Counts(
            int given, int willGet, int duplicates, int malformed, int unsubscribed, int invalid, int withoutAddress) {

        public static final int UNKNOWN = -1;

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        /** Everyone who will be in the report. */
        public int selected() {
            return given - duplicates;
        }

        public int leftOut() {
            return given - willGet;
        }

        private Counts plus(Counts more) {
            return new Counts(
                    given + more.given,
                    willGet + more.willGet,
                    duplicates + more.duplicates,
                    malformed + more.malformed,
                    unsubscribed + more.unsubscribed,
                    invalid + more.invalid,
                    more.withoutAddress);
        }
    }

    /**
     * One line of the left-out list.
     *
     * @param source the name of the list; null for people whom the rule selects
     * @param line the line in the list
     */
    public record LeftOut(
            String email, String name, @Nullable String source, int line, String reason) {}

    @Transactional
    public Counts counts(Blast blast) {
        boolean hasEntries = !audience.isEmpty(blast);
        return transactions.call(connection -> {
            Counts listed = hasEntries ? listed(connection, blast) : Counts.NONE;
            Optional<AudienceSql> rule = rules.of(blast, hasEntries);
            return rule.isPresent() ? listed.plus(selected(connection, rule.get())) : listed;
        });
    }

    /** Only those whom the rule selects, also for a blast that is not stored. */
    Counts ofRule(Blast blast) {
        return transactions.call(connection -> {
            Optional<AudienceSql> rule = rules.of(blast, false);
            return rule.isPresent() ? selected(connection, rule.get()) : Counts.NONE;
        });
    }

    /** By {@code audience_entry_pk} and {@code address_uq_account_email}. */
    private Counts listed(Connection connection, Blast blast) throws SQLException {
        MailPermission permission = rules.permissionOfListed(blast);
        Sql excluded = rules.excluded(blast);
        boolean isComplete = excluded.text().equals("false");
        Sql addresses = Sql.of("select distinct e.email from audience_entry e");
        if (!isComplete) {
            addresses =
                    addresses.then(" left join address a on a.account_id = ? and a.email = e.email", blast.accountId);
        }
        addresses = addresses
                .then(" where e.blast_id = ? and e.problem is null and not ", blast.key())
                .then(excluded);
        Sql sql = Sql.of(
                        "select given.given_lines, given.malformed, count(e.email),"
                                + " coalesce(sum(" + permission.invalid() + "), 0),"
                                + " coalesce(sum(e.email is not null and not (" + permission.invalid() + ") and "
                                + permission.refused()
                                + "), 0)"
                                + " from (select count(*) as given_lines, coalesce(sum(problem is not null), 0) as malformed"
                                + " from audience_entry where blast_id = ?) given left join ",
                        blast.key())
                .then(addresses.inParentheses())
                .then(
                        " e on true left join address a on a.account_id = ? and a.email = e.email"
                                + " group by given.given_lines, given.malformed",
                        blast.accountId);
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            int malformed = row.getInt(2);
            int distinct = row.getInt(3);
            int invalid = row.getInt(4);
            int unsubscribed = row.getInt(5);
            int duplicates = isComplete ? row.getInt(1) - malformed - distinct : 0;
            return new Counts(
                    distinct + malformed + duplicates,
                    distinct - invalid - unsubscribed,
                    duplicates,
                    malformed,
                    unsubscribed,
                    invalid,
                    0);
        }
    }

    private static Counts selected(Connection connection, AudienceSql rule) throws SQLException {
        try (PreparedStatement select = rule.counts().prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            int messages = row.getInt(1);
            int invalid = row.getInt(2);
            int refused = row.getInt(3);
            int without = messages > MOST_TO_CHECK ? Counts.UNKNOWN : number(connection, rule.withoutAddress());
            return new Counts(messages, messages - invalid - refused, 0, 0, refused, invalid, without);
        }
    }

    private static int number(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * The first of those who are left out, those of lists in the order given, each with its reason.
     *
     * @param words a part of an address or the beginning of a name; empty for all
     */
    @Transactional
    public List<LeftOut> leftOut(Blast blast, String words, int limit) {
        boolean hasEntries = !audience.isEmpty(blast);
        MailPermission permission = rules.permission(blast);
        List<LeftOut> found = new ArrayList<>();
        if (hasEntries) {
            found.addAll(read(listedLeftOut(blast, rules.permissionOfListed(blast), words, limit)));
        }
        rules.of(blast, hasEntries)
                .filter(rule -> found.size() < limit)
                .ifPresent(rule -> found.addAll(read(Sql.of(
                                "select m.email, trim(concat(m.first_name, ' ', m.last_name)) as name, null as label, 0 as line, case when "
                                        + permission.invalid()
                                        + " then concat('Invalid address: ', a.invalid_reason) else "
                                        + permission.reason() + " end as reason from ")
                        .then(rule.messages(rule.found(words)).inParentheses())
                        .then(
                                " m join address a on a.id = m.address_id where " + permission.invalid() + " or "
                                        + permission.refused() + " order by m.email limit ?",
                                limit - found.size()))));
        return found;
    }

    private Sql listedLeftOut(Blast blast, MailPermission permission, String words, int limit) {
        Sql sql = Sql.of(
                        "select e.email, trim(concat(e.first_name, ' ', e.last_name)) as name, s.label, e.line,"
                                + " case when e.problem is not null then e.problem when e.seq > f.seq then 'Duplicate'"
                                + "  when " + permission.invalid()
                                + " then concat('Invalid address: ', a.invalid_reason)"
                                + "  else " + permission.reason() + " end as reason"
                                + " from audience_entry e join audience_source s on s.id = e.source_id"
                                + " left join (select email, min(seq) as seq from audience_entry where blast_id = ? and problem is null"
                                + "  group by email) f on f.email = e.email and e.problem is null"
                                + " left join address a on a.account_id = ? and a.email = e.email"
                                + " where e.blast_id = ? and (e.seq > f.seq or e.problem is not null or "
                                + permission.invalid() + " or " + permission.refused() + ")",
                        blast.key(),
                        blast.accountId,
                        blast.key())
                .then(" and not ")
                .then(rules.excluded(blast));
        if (!words.isBlank()) {
            sql = sql.then(
                    " and (e.email like ? or concat_ws(' ', e.first_name, e.last_name) like ?)",
                    Like.containing(words.strip()),
                    Like.containing(words.strip()));
        }
        return sql.then(" order by e.seq limit ?", limit);
    }

    private List<LeftOut> read(Sql sql) {
        return transactions.call(connection -> {
            List<LeftOut> found = new ArrayList<>();
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new LeftOut(
                            row.getString("email"),
                            row.getString("name"),
                            row.getString("label"),
                            row.getInt("line"),
                            row.getString("reason")));
                }
            }
            return found;
        });
    }
}
