package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.tidings.account.Account;
import org.tidings.contact.MailPermission;
import org.tidings.contact.TrackingConsent;
import org.tidings.diagnosis.Explanation;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.Marks;
import org.tidings.recipient.RecipientCounts;
import org.tidings.recipient.RecipientCreation;
import org.tidings.recipient.RecipientStatus;

/**
 * Who has not got a blast, by reason, as SQL: rows {@code c} with the columns position (by which they are ordered), origin (their recipient; 0
 * for none), round (of that recipient), student_id, successor, done, was (the address then), first_name, last_name, fields, target (the
 * address to which the blast would be sent) and listed (whether they were given in a list, and not selected by a rule). Who was left out when a
 * round for the same reason was cancelled is among them.
 */
@ApplicationScoped
class RoundCandidates {

    private static final int MOST_READ = 100_000;

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

    /** The positions that are looked at: those after one, up to and with another one; and the index by which recipients are found. */
    record Part(String index, long after, long through) {

        private static final String BY_STATUS = "recipient_ix_status";
        private static final String BY_NUMBER = "primary";

        static final Part ALL = new Part(BY_STATUS, 0, Long.MAX_VALUE);

        /** @param column of the position */
        private Sql condition(String column) {
            return equals(ALL) ? Sql.EMPTY : Sql.of(" and " + column + " > ? and " + column + " <= ?", after, through);
        }
    }

    /**
     * A part of so many recipients at most as one statement reads in a moment: all that have the statuses, if they are few, otherwise the next
     * numbers.
     */
    Part next(RoundCriteria criteria, long after, long through) {
        return criteria.reason() == RoundReason.ADDED || withStatus(criteria) <= MOST_READ
                ? new Part(Part.BY_STATUS, after, through)
                : new Part(Part.BY_NUMBER, after, Math.min(through, after + MOST_READ));
    }

    private static int withStatus(RoundCriteria criteria) {
        RecipientCounts counts = RecipientCounts.of(criteria.blast().key());
        return counts.failed
                + switch (criteria.reason()) {
                    case CORRECTED -> counts.bounce + counts.invalid;
                    case UNREAD -> counts.delivery;
                    case BLOCKED, GAVE_UP, ADDED -> 0;
                };
    }

    /** SQL for the last position of the candidates of a blast {@code b}: the number of a recipient or, of addresses added, of an address. */
    static String lastPosition(RoundReason reason) {
        return reason == RoundReason.ADDED
                ? "coalesce((select max(a.id) from address a where a.account_id = b.account_id), 0)"
                : "b.next_seq - 1";
    }

    Sql of(RoundCriteria criteria, Part part) {
        Sql which = of(criteria);
        if (criteria.reason() != RoundReason.ADDED) {
            return recipients(criteria, part.index(), "r.seq", which.then(part.condition("r.seq")));
        }
        return recipients(criteria, Part.BY_STATUS, "r.address_id", which.then(part.condition("r.address_id")))
                .then(" union all ")
                .then(added(criteria.blast(), part));
    }

    private static Sql recipients(RoundCriteria criteria, String index, String position, Sql which) {
        String target = criteria.reason() == RoundReason.CORRECTED ? WORKING_ADDRESS : "o.id";
        return Sql.of(
                        "select " + position
                                + " as position, r.seq as origin, r.round, r.student_id, r.successor, r.done,"
                                + " r.email as was, r.first_name, r.last_name, r.fields, " + target
                                + " as target, (r.marks & " + Marks.LISTED + ") > 0 as listed from recipient r"
                                + " force index (" + index + ") straight_join address o on o.id = r.address_id"
                                + " where r.blast_id = ? and ",
                        criteria.blast().key())
                .then(which);
    }

    private Sql of(RoundCriteria criteria) {
        return switch (criteria.reason()) {
            case CORRECTED ->
                Sql.of("(" + BOUNCED + " or ")
                        .then(failed(criteria, List.of(Explanation.SUSPICION)))
                        .then(") and " + NO_COMPLAINT);
            case BLOCKED -> failed(criteria, Explanation.refusalIds());
            case GAVE_UP -> failed(criteria, Explanation.passingIds());
            case UNREAD ->
                Sql.of("(")
                        .then(unread(criteria, ""))
                        .then(" or (")
                        .then(failed(criteria, List.of()))
                        .then(NOT_READ_OTHERWISE + "))");
            case ADDED -> failed(criteria, List.of());
        };
    }

    /** Failed for one of these reasons, or because a round for the reason was cancelled. */
    private Sql failed(RoundCriteria criteria, List<String> rules) {
        int cancelled = dictionary.known(RecipientCreation.CANCELLED);
        return Sql.of("(" + FAILED + " and r.done in " + FollowUp.ANY + " and r.reason_key in ")
                .then(Sql.list(Stream.concat(rules.stream().map(dictionary::known), Stream.of(cancelled))
                        .toList()))
                .then(
                        " and (r.reason_key <> ?" + (criteria.reason() == RoundReason.GAVE_UP ? " or r.round = 0" : "")
                                + " or exists (select 1 from blast_round x where x.blast_id = r.blast_id"
                                + " and x.round = r.round and x.reason = ?)))",
                        cancelled,
                        criteria.reason().name());
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
    private Sql unread(RoundCriteria criteria, String not) {
        Sql delivered = Sql.of(
                "r.status = " + RecipientStatus.DELIVERY.code() + " and r.delivered_at <= ?" + NOT_READ_OTHERWISE,
                Utc.of(clock.instant().minus(Duration.ofDays(criteria.days()))));
        boolean visible = config.tracking().opens() && Account.<Account>findById(criteria.blast().accountId).trackOpens;
        String known = visible
                ? "((r.marks & " + Marks.HIDES_READING + ") = 0 and not " + TrackingConsent.isRefused("r.address_id")
                        + ")"
                : "false";
        return Sql.of("(").then(delivered).then(" and " + not + known + ")");
    }

    /** How many were delivered at the same time of whom it cannot be known. */
    Sql unknowable(RoundCriteria criteria) {
        return Sql.of(
                        "select count(*) from recipient r force index (recipient_ix_status) where r.blast_id = ?"
                                + " and r.successor = 0 and ",
                        criteria.blast().key())
                .then(unread(criteria, "not "));
    }

    /**
     * Selected people who had no address that worked, and have one now: it is not in the blast, and the message is not under way to another of
     * theirs and has not arrived at one. Only of blasts with a rule: of a list nobody knows who is meant beside the addresses.
     */
    private Sql added(Blast blast, Part part) {
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
                                + " m.first_name, m.last_name, m.fields, m.address_id as target, false as listed from ")
                .then(rules.frozen(blast).messagesTo(which).inParentheses())
                .then(" m where true")
                .then(part.condition("m.address_id"));
    }

    /**
     * The candidates with what speaks against mailing them: again (they were sent it again), called, invalid and refused, and {@code why} in
     * words; email is that of the target.
     */
    Sql judged(RoundCriteria criteria, Part part) {
        Blast blast = criteria.blast();
        MailPermission permission = blast.audience == null
                ? rules.permissionOfListed(blast)
                : rules.permission(blast).listed("c.listed");
        return Sql.of("select c.*, a.email, c.successor > 0 as again, c.done = " + FollowUp.CALLED.code()
                        + " as called, "
                        + permission.invalid() + " as invalid, " + permission.refused()
                        + " as refused, case when " + permission.invalid()
                        + " then coalesce(a.invalid_reason, 'The address is invalid') when " + permission.refused()
                        + " then "
                        + permission.reason() + " end as why from ")
                .then(of(criteria, part).inParentheses())
                .then(" c straight_join address a on a.id = c.target");
    }

    /** Whether a judged row {@code j} gets the message. */
    static final String GETS = "not (j.again or j.called or j.invalid or j.refused)";
}
