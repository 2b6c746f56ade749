package org.tidings.contact.select;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.SearchTerms;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.Sql;

/**
 * Sets of people of one account: each method returns a query with the single column {@code contact_id}, not necessarily distinct.
 *
 * @param today the day from which relative days and ages are counted, in the time zone of the account
 */
public record PeopleSets(long accountId, LocalDate today) {

    public static Sql nobody() {
        return Sql.of("select id as contact_id from contact where false");
    }

    /**
     * People who read one of the addresses, and students whose guardian does.
     *
     * @param addresses a query for ids of addresses
     */
    public static Sql reachedAt(Sql addresses) {
        return Sql.of("select l.contact_id from contact_address l where l.address_id in ")
                .then(addresses.inParentheses())
                .then(
                        " union all select m.contact_id from contact_address l join household_member g on g.contact_id = l.contact_id"
                                + " and g.role = 0 join household_member m on m.household_id = g.household_id and m.role = 1"
                                + " where l.address_id in ")
                .then(addresses.inParentheses());
    }

    /** Ids of the addresses that these people read. */
    public static Sql addressesOf(Sql people) {
        return Sql.of("select l.address_id from contact_address l where l.contact_id in ")
                .then(people.inParentheses());
    }

    /** Ids of addresses of the account. Uses {@code address_uq_account_email}. */
    public Sql addresses(Collection<String> emails) {
        return Sql.of("select id from address where account_id = ? and email in ", accountId)
                .then(Sql.list(emails));
    }

    /** Uses {@code contact_ix_name}. */
    public Sql everyone() {
        return Sql.of("select id as contact_id from contact where account_id = ?", accountId);
    }

    /** People with one of the tags, and members of households with one. Uses {@code tag_uq_name} and {@code contact_tag_pk}. */
    public Sql tagged(Collection<String> names) {
        Sql tags = Sql.of(" where g.account_id = ? and g.name in ", accountId).then(Sql.list(names));
        return Sql.of("select t.contact_id from tag g straight_join contact_tag t on t.tag_id = g.id")
                .then(tags)
                .then(" union all select m.contact_id from tag g straight_join household_tag t on t.tag_id = g.id"
                        + " straight_join household_member m on m.household_id = t.household_id")
                .then(tags);
    }

    /** Uses {@code contact_uq_public_id}. */
    public Sql people(Collection<String> publicIds) {
        return Sql.of("select id as contact_id from contact where account_id = ? and public_id in ", accountId)
                .then(Sql.list(publicIds));
    }

    /** The members. Uses {@code household_uq_public_id} and {@code household_member_pk}. */
    public Sql households(Collection<String> publicIds) {
        return Sql.of(
                        "select m.contact_id from household h straight_join household_member m on m.household_id = h.id"
                                + " where h.account_id = ? and h.public_id in ",
                        accountId)
                .then(Sql.list(publicIds));
    }

    /** Students who have one of the statuses in one of the classes. Uses {@code enrolment_ix_class}. */
    public Sql enrolled(ClassChoice classes, Set<EnrolmentStatus> statuses, EnrolmentPeriod period) {
        return Sql.of(
                        "select e.contact_id from weekly_class k straight_join enrolment e on e.class_id = k.id where k.account_id = ? and ",
                        accountId)
                .then(isEnrolled(classes, statuses, period));
    }

    /** The condition of {@link #enrolled} on rows {@code e} of {@code enrolment} and {@code k} of {@code weekly_class}. */
    public Sql isEnrolled(ClassChoice classes, Set<EnrolmentStatus> statuses, EnrolmentPeriod period) {
        return Sql.of("e.status in ")
                .then(Sql.list(new TreeSet<>(statuses)
                        .stream().map(EnrolmentStatus::code).toList()))
                .then(chosen(classes))
                .then(during(period));
    }

    /** Enrolled or on trial in any class. */
    public Sql isEnrolledToday() {
        return isEnrolled(
                ClassChoice.ALL, Set.of(EnrolmentStatus.ENROLLED, EnrolmentStatus.TRIAL), new EnrolmentPeriod.Today());
    }

    private static Sql chosen(ClassChoice classes) {
        Sql conditions = Sql.EMPTY;
        conditions = and(conditions, "k.public_id", classes.id());
        conditions = and(
                conditions,
                "k.weekday",
                classes.weekday() == null ? null : classes.weekday().getValue());
        conditions = and(conditions, "k.teacher", classes.teacher());
        conditions = and(conditions, "k.place", classes.place());
        conditions = and(conditions, "k.programme", classes.programme());
        return and(conditions, "k.term_name", classes.term());
    }

    private static Sql and(Sql conditions, String column, @Nullable Object value) {
        return value == null ? conditions : conditions.then(" and " + column + " = ?", value);
    }

    private Sql during(EnrolmentPeriod period) {
        if (period instanceof EnrolmentPeriod.On on) {
            return on("?", on.day());
        }
        if (period instanceof EnrolmentPeriod.NextMeeting) {
            // weekday and the MySQL function both begin with Monday, as 1 and as 0
            String meeting =
                    "date_add(?, interval mod(coalesce(k.weekday, weekday(?) + 1) - 1 - weekday(?) + 7, 7) day)";
            return Sql.of(
                    " and (e.from_day is null or e.from_day <= " + meeting + ")"
                            + " and (e.until_day is null or e.until_day >= " + meeting + ")",
                    today,
                    today,
                    today,
                    today,
                    today,
                    today);
        }
        if (period instanceof EnrolmentPeriod.Between between) {
            Sql conditions = Sql.EMPTY;
            if (between.until() != null) {
                conditions = conditions.then(" and (e.from_day is null or e.from_day <= ?)", between.until());
            }
            if (between.from() != null) {
                conditions = conditions.then(" and (e.until_day is null or e.until_day >= ?)", between.from());
            }
            return conditions;
        }
        if (period instanceof EnrolmentPeriod.ChangedWithin within) {
            return Sql.of(" and e.from_day between ? and ?", today.minusDays(within.days()), today);
        }
        return on("?", today);
    }

    private static Sql on(String day, LocalDate value) {
        return Sql.of(
                " and (e.from_day is null or e.from_day <= " + day + ") and (e.until_day is null or e.until_day >= "
                        + day + ")",
                value,
                value);
    }

    /** People of an age in years; null has no limit. People without a date of birth are not among them. */
    public Sql ofAge(@Nullable Integer from, @Nullable Integer to) {
        Sql people =
                Sql.of("select id as contact_id from contact where account_id = ? and born is not null", accountId);
        if (from != null) {
            people = people.then(" and born <= ?", today.minusYears(from));
        }
        return to == null ? people : people.then(" and born > ?", today.minusYears(to + 1L));
    }

    /** People with all of the words, each matched from its beginning, as in the search of people. Uses {@code contact_term_pk}. */
    public Sql found(String words) {
        Sql found = Sql.EMPTY;
        for (List<String> word : SearchTerms.wanted(words)) {
            Sql alternatives = Sql.join(
                    " or ",
                    word.stream()
                            .map(beginning -> Sql.of("term like ?", Like.beginning(beginning)))
                            .toList());
            Sql terms = Sql.of("select contact_id from contact_term where account_id = ? and ", accountId)
                    .then(alternatives.inParentheses());
            found = found.text().isEmpty()
                    ? terms
                    : terms.then(" and contact_id in ").then(found.inParentheses());
        }
        return found.text().isEmpty() ? Sql.of("select contact_id from contact_term where false") : found;
    }

    /** Reads all people of the account: custom fields have no index. */
    public Sql withField(FieldCondition condition) {
        // a comparison names the value once or twice, each time with the path as a parameter
        Sql value = Sql.of("lower(json_unquote(json_extract(fields, ?)))", path(condition.name()));
        String typed = condition.value().strip().toLowerCase(Locale.ROOT);
        Sql holds = switch (condition.comparison()) {
            case IS -> value.then(" = ?", typed);
            case IS_NOT -> value.then(" <> ? or ", typed).then(value).then(" is null");
            case CONTAINS -> value.then(" like ?", Like.containing(typed));
            case EMPTY -> Sql.of("coalesce(").then(value).then(", '') = ''");
            case NOT_EMPTY -> value.then(" <> ''");
            case LESS -> number(value, " < ?", typed);
            case MORE -> number(value, " > ?", typed);
            case BEFORE -> value.then(" <> '' and ").then(value).then(" < ?", typed);
            case AFTER -> value.then(" > ?", typed);
        };
        return Sql.of("select id as contact_id from contact where account_id = ? and ", accountId)
                .then(holds.inParentheses());
    }

    private static Sql number(Sql value, String comparison, String number) {
        return value.then(" regexp '^ *-?[0-9]+([.][0-9]+)? *$' and cast(")
                .then(value)
                .then(" as decimal(30, 6))" + comparison, new BigDecimal(number));
    }

    private static String path(String name) {
        return "$.\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
