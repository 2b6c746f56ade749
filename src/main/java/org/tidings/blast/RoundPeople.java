package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Who would get a blast in another round, who would not, and why, as of now. */
@ApplicationScoped
public class RoundPeople {

    private final Transactions transactions;
    private final RoundCandidates candidates;

    RoundPeople(Transactions transactions, RoundCandidates candidates) {
        this.transactions = transactions;
        this.candidates = candidates;
    }

    /**
     * The people of a reason. The first cause that applies counts.
     *
     * @param willGet those who get it
     * @param again those who were sent it again already
     * @param called those who were phoned
     * @param invalid those whose address is invalid
     * @param refused those without consent
     */
    public record Counts(int willGet, int again, int called, int invalid, int refused) {

        public int willNot() {
            return again + called + invalid + refused;
        }
    }

    /**
     * One of the people.
     *
     * @param was the address to which the blast was sent before; empty for none
     * @param email the address to which it would be sent
     * @param why why not; null for those who get it
     */
    public record Person(
            String name, String was, String email, @Nullable String why) {}

    @Transactional
    public Counts counts(Blast blast, RoundReason reason, int days) {
        Sql query = Sql.of("select coalesce(sum(" + RoundCandidates.GETS + "), 0), coalesce(sum(j.again), 0),"
                        + " coalesce(sum(not j.again and j.called), 0), coalesce(sum(not (j.again or j.called) and j.invalid), 0),"
                        + " coalesce(sum(not (j.again or j.called or j.invalid) and j.refused), 0) from ")
                .then(judged(blast, reason, days))
                .then(" j");
        return transactions.call(connection -> {
            try (PreparedStatement select = query.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Counts(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5));
            }
        });
    }

    /** Those delivered as long ago of whom it cannot be known whether they have read it. Only of {@link RoundReason#UNREAD}. */
    @Transactional
    public int unknowable(Blast blast, int days) {
        Sql query = candidates.unknowable(new RoundCriteria(blast, RoundReason.UNREAD, days));
        return transactions.call(connection -> {
            try (PreparedStatement select = query.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    /** The first of those who get it, or of those who do not. */
    @Transactional
    public List<Person> first(Blast blast, RoundReason reason, int days, boolean willGet, int limit) {
        Sql query = Sql.of(
                        "select trim(concat(j.first_name, ' ', j.last_name)) as name, j.was, j.email, case when j.again"
                                + " then 'Sent again already' when j.called then 'Called already' else j.why end as why from ")
                .then(judged(blast, reason, days))
                .then(
                        " j where " + (willGet ? "" : "not ") + "(" + RoundCandidates.GETS
                                + ") order by j.position limit ?",
                        limit);
        return transactions.call(connection -> {
            try (PreparedStatement select = query.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                List<Person> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Person(
                            row.getString("name"), row.getString("was"), row.getString("email"), row.getString("why")));
                }
                return found;
            }
        });
    }

    private Sql judged(Blast blast, RoundReason reason, int days) {
        return candidates
                .judged(new RoundCriteria(blast, reason, days), RoundCandidates.Part.ALL)
                .inParentheses();
    }
}
