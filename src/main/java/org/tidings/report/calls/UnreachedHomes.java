package org.tidings.report.calls;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.Blast;
import org.tidings.blast.HomesWithoutAddress;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

/**
 * Finds the homes that a blast did not reach. The home of a recipient is the household of the person who reads the address: if the blast has
 * a rule, a household that was selected, otherwise the person's first. A person without a household, and an address that is not in People, is a home of its own.
 */
@ApplicationScoped
class UnreachedHomes {

    /** Uses {@code recipient_ix_status}, {@code contact_address_fk_address} and {@code household_member_fk_contact}. */
    private static final String HOMES =
            "with selected as (select distinct household_id from blast_person where blast_id = ? and household_id > 0),"
                    + " reader as (select r.seq, l.contact_id, min(m.household_id) as first_home,"
                    + " max(s.household_id is not null) as has_selected from recipient r"
                    + " left join contact_address l on l.address_id = r.address_id"
                    + " left join household_member m on m.contact_id = l.contact_id and m.role in (0, 1)"
                    + " left join selected s on s.household_id = m.household_id"
                    // somebody who is not in People and was sent the message again is the home of the later message
                    + " where r.blast_id = ? and r.status in (%s) and (r.successor = 0 or l.contact_id is not null)"
                    + " group by r.seq, l.contact_id),"
                    + " home as (select m.household_id, 0 as contact_id, 0 as seq from reader d"
                    + " join household_member m on m.contact_id = d.contact_id and m.role in (0, 1)"
                    + " join selected s on s.household_id = m.household_id where d.has_selected"
                    + " union select coalesce(d.first_home, 0), if(d.first_home is null, coalesce(d.contact_id, 0), 0),"
                    + " if(d.contact_id is null, d.seq, 0) from reader d where not d.has_selected";

    /** Of each home the messages to all its members. Who confirmed or answered has read the message. Uses {@code recipient_uq_address} and {@code recipient_answer_pk}. */
    private static final String STATES = ") select h.household_id, h.contact_id, h.seq,"
            + " max(coalesce(g.public_id, c.public_id, cast(h.seq as char))) as id,"
            + " max(coalesce(g.name, nullif(trim(concat(c.first_name, ' ', c.last_name)), ''),"
            + " nullif(trim(concat(o.first_name, ' ', o.last_name)), ''), o.email, '')) as name,"
            + " coalesce(max(coalesce(r.status, o.status) in (%s) or y.seq is not null), 0) as reached,"
            + " coalesce(max(coalesce(r.status, o.status) = 0), 0) as waiting,"
            + " max(k.outcome) as outcome, max(k.staff_id) as staff_id, max(k.at) as at from home h"
            + " left join household g on g.id = h.household_id"
            + " left join household_member m on m.household_id = h.household_id"
            + " left join contact c on c.id = h.contact_id"
            + " left join contact_address l on l.contact_id = coalesce(m.contact_id, nullif(h.contact_id, 0))"
            + " left join recipient r on r.address_id = l.address_id and r.blast_id = ?"
            + " left join recipient o on o.blast_id = ? and o.seq = h.seq and h.seq > 0"
            + " left join recipient_answer y on y.blast_id = coalesce(r.blast_id, o.blast_id) and y.seq = coalesce(r.seq, o.seq)"
            + " left join home_call k on k.blast_id = ? and k.household_id = h.household_id"
            + " and k.contact_id = h.contact_id and k.seq = h.seq"
            + " group by h.household_id, h.contact_id, h.seq having reached = 0 or outcome is not null"
            + " order by name, h.household_id, h.contact_id, h.seq limit ?";

    private final Transactions transactions;
    private final HomesWithoutAddress withoutAddress;

    UnreachedHomes(Transactions transactions, HomesWithoutAddress withoutAddress) {
        this.transactions = transactions;
        this.withoutAddress = withoutAddress;
    }

    /**
     * The homes by name: those that were not reached, those that still wait, and those that were phoned.
     *
     * @param proof what counts as reached
     */
    List<UnreachedHome> of(Blast blast, Proof proof, int limit) {
        long id = blast.key();
        Sql homes = homes(blast, proof.open())
                .then(
                        " union select household_id, contact_id, seq from home_call k where blast_id = ? and not exists"
                                + " (select 1 from recipient s where s.blast_id = k.blast_id and s.seq = k.seq and s.successor > 0)",
                        id);
        if (blast.withoutAddress > 0) {
            homes = homes.then(" union select w.household_id, w.contact_id, 0 from ")
                    .then(withoutAddress.ofLaunched(blast, limit).inParentheses())
                    .then(" w");
        }
        Sql query = homes.then(STATES.formatted(codes(proof.reached())), id, id, id, limit);
        return transactions.call(connection -> {
            List<UnreachedHome> found = new ArrayList<>();
            try (PreparedStatement select = query.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
            return found;
        });
    }

    /** The number of all homes of the blast. */
    int count(Blast blast) {
        Sql query = homes(blast, List.of(RecipientStatus.values()))
                .then(
                        " union select household_id, if(household_id = 0, contact_id, 0), 0 from blast_person where blast_id = ?",
                        blast.key())
                .then(") select count(*) from home");
        return transactions.call(connection -> {
            try (PreparedStatement select = query.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    private static Sql homes(Blast blast, List<RecipientStatus> statuses) {
        return Sql.of(HOMES.formatted(codes(statuses)), blast.key(), blast.key());
    }

    private static String codes(List<RecipientStatus> statuses) {
        return String.join(
                ", ",
                statuses.stream().map(status -> String.valueOf(status.code())).toList());
    }

    private static UnreachedHome read(ResultSet row) throws SQLException {
        Call call = row.getObject("outcome") == null ? null : Calls.read(row);
        return new UnreachedHome(
                HomeKey.read(row), row.getString("id"), row.getString("name"), row.getBoolean("waiting"), call);
    }
}
