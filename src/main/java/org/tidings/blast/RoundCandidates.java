package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.tidings.account.Account;
import org.tidings.contact.MailPermission;
import org.tidings.contact.TrackingConsent;
import org.tidings.diagnosis.Explanation;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.Done;
import org.tidings.recipient.Marks;
import org.tidings.recipient.RecipientStatus;

/**
 * Who has not got a blast, by reason, as SQL: rows {@code c} with the columns position (by which they are ordered), origin (their recipient; 0
 * for none), round (of that recipient), student_id, successor, done, was (the address then), first_name, last_name, fields and target (the
 * address to which the blast would be sent).
 */
@ApplicationScoped
class RoundCandidates {

    private static final String BOUNCED =
            "r.status in (" + RecipientStatus.BOUNCE.code() + ", " + RecipientStatus.INVALID.code() + ")";
    private static final String FAILED = "r.status = " + RecipientStatus.FAILED.code();
    private static final String NOT_IN_BLAST =
            "not exists (select 1 from recipient p where p.address_id = %s and p.blast_id = r.blast_id"
                    + " and p.student_id = r.student_id)";

    /** Nobody who complained is mailed at another address: they do not want the mail, wherever it goes. Uses {@code recipient_uq_address}. */
    private static final String NO_COMPLAINT = "not r.complaint and not exists (select 1 from recipient k"
            + " where k.address_id = r.address_id and k.complaint)";

    /**
     * The address at which somebody is reached whose address {@code o} was dead: the same if it works again, otherwise the one to which the
     * reader moved, or another one of the reader. Null if there is none. Who was sent the blast again is found at the old address.
     */
    private static final String WORKING_ADDRESS =
            "if(r.successor > 0 or (o.invalid_since is null and o.suspected_at is null),"
                    + " o.id, coalesce((select n.id from address n where n.id = o.moved_to_id and n.invalid_since is null and "
                    + NOT_IN_BLAST.formatted("n.id")
                    + "), (select l.address_id from contact_address k straight_join contact_address l on l.contact_id = k.contact_id"
                    + " and l.address_id <> k.address_id and l.receives = 0 straight_join address n on n.id = l.address_id"
                    + " and n.invalid_since is null where k.address_id = o.id and "
                    + NOT_IN_BLAST.formatted("l.address_id") + " order by l.position, l.address_id limit 1)))";

    private final AudienceRules rules;
    private final Dictionary dictionary;
    private final MailConfig config;
    private final Clock clock;

    RoundCandidates(AudienceRules rules, Dictionary dictionary, MailConfig config, Clock clock) {
        this.rules = rules;
        this.dictionary = dictionary;
        this.config = config;
        this.clock = clock;
    }

    /** A reason with the days that belong to {@link RoundReason#UNREAD}. */
    record Wanted(Blast blast, RoundReason reason, int days) {}

    /** Which part of the recipients is looked at, and by which index. */
    record Part(String index, Sql condition) {

        /** All of them. */
        static final Part ALL = new Part("recipient_ix_status", Sql.EMPTY);

        /** Those with greater numbers, up to and with another one. */
        static Part between(int after, int through) {
            return new Part("primary", Sql.of(" and r.seq > ? and r.seq <= ?", after, through));
        }
    }

    Sql of(Wanted wanted, Part part) {
        if (wanted.reason() == RoundReason.ADDED) {
            return added(wanted.blast());
        }
        String target = wanted.reason() == RoundReason.CORRECTED ? WORKING_ADDRESS : "o.id";
        return Sql.of(
                        "select r.seq as position, r.seq as origin, r.round, r.student_id, r.successor, r.done, r.email as was,"
                                + " r.first_name, r.last_name, r.fields, " + target
                                + " as target from recipient r force index (" + part.index()
                                + ") straight_join address o on o.id = r.address_id where r.blast_id = ? and ",
                        wanted.blast().key())
                .then(condition(wanted))
                .then(part.condition());
    }

    private Sql condition(Wanted wanted) {
        return switch (wanted.reason()) {
            case CORRECTED ->
                Sql.of("(" + BOUNCED + " or (" + FAILED + " and r.done in " + Done.ANY + " and r.reason_key in ")
                        .then(keys(List.of(Explanation.SUSPICION)))
                        .then(")) and " + NO_COMPLAINT);
            case BLOCKED ->
                Sql.of(FAILED + " and r.done in " + Done.ANY + " and r.reason_key in ")
                        .then(keys(Explanation.refusalIds()));
            case GAVE_UP ->
                Sql.of(FAILED + " and r.done in " + Done.ANY + " and r.reason_key in ")
                        .then(keys(Explanation.passingIds()));
            case UNREAD -> unread(wanted, "");
            case ADDED -> throw new IllegalArgumentException("not by recipient");
        };
    }

    private Sql keys(List<String> rules) {
        return Sql.list(rules.stream().map(dictionary::known).toList());
    }

    /** Who confirmed or answered has read the message, and who opened another copy of it. Uses {@code recipient_answer_pk} and {@code recipient_uq_address}. */
    private static final String NOT_READ_OTHERWISE =
            " and not exists (select 1 from recipient_answer y where y.blast_id = r.blast_id and y.seq = r.seq)"
                    + " and (r.round = 0 or not exists (select 1 from recipient f"
                    + " left join recipient_answer y on y.blast_id = f.blast_id and y.seq = f.seq"
                    + " where f.address_id = r.address_id and f.blast_id = r.blast_id and f.student_id = r.student_id"
                    + " and (f.status in (" + RecipientStatus.OPEN.code() + ", " + RecipientStatus.CLICK.code()
                    + ") or y.seq is not null)))";

    /** Delivered days ago, and neither opened, clicked nor answered. Whose opens cannot be seen is not among them. */
    private Sql unread(Wanted wanted, String not) {
        Sql delivered = Sql.of(
                "r.status = " + RecipientStatus.DELIVERY.code() + " and r.delivered_at <= ?" + NOT_READ_OTHERWISE,
                Utc.of(clock.instant().minus(Duration.ofDays(wanted.days()))));
        boolean visible = config.tracking().opens() && Account.<Account>findById(wanted.blast().accountId).trackOpens;
        String known = visible
                ? "((r.marks & " + Marks.HIDES_READING + ") = 0 and not " + TrackingConsent.isRefused("r.address_id")
                        + ")"
                : "false";
        return delivered.then(" and " + not + known);
    }

    /** How many were delivered at the same time of whom it cannot be known. */
    Sql unknowable(Wanted wanted) {
        return Sql.of(
                        "select count(*) from recipient r force index (recipient_ix_status) where r.blast_id = ?"
                                + " and r.successor = 0 and ",
                        wanted.blast().key())
                .then(unread(wanted, "not "));
    }

    /**
     * Selected people who had no address that worked, and have one now: it is not in the blast, and the message is not under way to another of
     * theirs and has not arrived at one. Only of blasts with a rule: of a list nobody knows who is meant beside the addresses.
     */
    private Sql added(Blast blast) {
        String theirs = "select 1 from contact_address l straight_join recipient p on p.address_id = l.address_id"
                + " and p.blast_id = ? where p.status <= " + RecipientStatus.CLICK.code() + " and ";
        Sql which = Sql.of(
                " and r.address_id in (select a.id from address a where a.id = r.address_id and a.invalid_since is null)"
                        + " and not exists (select 1 from recipient p where p.address_id = r.address_id and p.blast_id = ?)"
                        + " and not exists (" + theirs + "l.contact_id = r.owner_id)",
                blast.key(),
                blast.key());
        if (blast.onePer == OnePer.HOUSEHOLD) {
            which = which.then(
                    " and not exists (" + theirs
                            + "l.contact_id in (select m.contact_id from household_member m where m.household_id = r.household_id))",
                    blast.key());
        }
        return Sql.of(
                        "select m.address_id as position, 0 as origin, 0 as round, m.student_id, 0 as successor, 0 as done, '' as was,"
                                + " m.first_name, m.last_name, m.fields, m.address_id as target from ")
                .then(rules.frozen(blast).messagesTo(which).inParentheses())
                .then(" m");
    }

    /**
     * The candidates with what speaks against mailing them: again (they were sent it again), called, invalid and refused, and {@code why} in
     * words; email is that of the target.
     */
    Sql judged(Wanted wanted, Part part) {
        Blast blast = wanted.blast();
        MailPermission permission = blast.audience == null ? rules.permissionOfListed(blast) : rules.permission(blast);
        return Sql.of("select c.*, a.email, c.successor > 0 as again, c.done = " + Done.CALLED.code() + " as called, "
                        + permission.invalid() + " as invalid, " + permission.refused()
                        + " as refused, case when " + permission.invalid()
                        + " then coalesce(a.invalid_reason, 'The address is invalid') when " + permission.refused()
                        + " then "
                        + permission.reason() + " end as why from ")
                .then(of(wanted, part).inParentheses())
                .then(" c straight_join address a on a.id = c.target");
    }

    /** Whether a judged row {@code j} gets the message. */
    static final String GETS = "not (j.again or j.called or j.invalid or j.refused)";
}
