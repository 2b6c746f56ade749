package org.tidings.blast;

import java.util.Optional;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionSql;
import org.tidings.contact.MailPermission;
import org.tidings.contact.select.PeopleSets;
import org.tidings.contact.select.Reach;
import org.tidings.platform.database.Sql;

/**
 * The audience of a blast as SQL: the people whom its rule selects, at the addresses where they are reached, beside the entries of its lists.
 *
 * @param people a query for the selected people and their homes, see {@link Reach#homes}
 * @param hasEntries whether there are lists too, whose addresses are then not selected again
 */
record AudienceSql(
        Blast blast, Selection selection, SelectionSql sql, Sql people, MailPermission permission, boolean hasEntries) {

    private static final String ORDER = "r.position, r.owner_student, r.owner_id, r.address_id";

    /**
     * Selected addresses with everyone they are for: rows {@code r} of {@link Reach}, filtered by the rule.
     *
     * @param which a further condition on a row {@code r}, beginning with "and"; may be empty
     */
    private Sql reach(Sql which) {
        if (blast.onePer != OnePer.HOUSEHOLD) {
            return allAddresses().then(which);
        }
        // of each home the first address in its order, if possible one that may be mailed
        Sql first = Sql.of("select r.*, first_value(r.address_id) over (partition by r.household_id,"
                        + " if(r.household_id = 0, r.contact_id, 0) order by " + permission.refused()
                        + ", " + ORDER + ") as first_address from ")
                .then(allAddresses().inParentheses())
                .then(" r join address a on a.id = r.address_id");
        return Sql.of("select r.* from ")
                .then(first.inParentheses())
                .then(" r where r.address_id = r.first_address")
                .then(which);
    }

    private Sql allAddresses() {
        Sql reach = Sql.of("select r.* from ")
                .then((blast.onePer == OnePer.HOUSEHOLD ? Reach.perHome("homes") : Reach.perPerson("homes"))
                        .inParentheses())
                .then(" r where true");
        Optional<Sql> filter = sql.filter(selection);
        return filter.isPresent() ? reach.then(" and ").then(filter.get()) : reach;
    }

    /**
     * The addresses of a home in its order, with whether each may be mailed: address_id, invalid, refused and reason.
     *
     * @param home see {@link #home}
     */
    Sql addressesOf(Sql home) {
        return withHomes(Sql.of("select r.address_id, max(" + permission.invalid() + ") as invalid, max("
                        + permission.refused() + ") as refused, max(case when " + permission.invalid()
                        + " then a.invalid_reason when " + permission.refused() + " then " + permission.reason()
                        + " end) as reason from ")
                .then(allAddresses().then(home).inParentheses())
                .then(" r join address a on a.id = r.address_id group by r.address_id order by min(r.position),"
                        + " min(r.owner_student), min(r.owner_id), r.address_id"));
    }

    /** A condition on rows {@code r} for one home, or one person without a home. */
    static Sql home(long householdId, long contactId) {
        return householdId == 0
                ? Sql.of(" and r.household_id = 0 and r.contact_id = ?", contactId)
                : Sql.of(" and r.household_id = ?", householdId);
    }

    /** The homes of which this address is one: household_id and contact_id, which is 0 for a household. */
    Sql homesAt(long addressId) {
        return withHomes(Sql.of("select distinct r.household_id, if(r.household_id = 0, r.contact_id, 0) as contact_id from ")
                .then(allAddresses().inParentheses())
                .then(" r where r.address_id = ? order by r.household_id, contact_id", addressId));
    }

    /** The message to one address of one home, with the columns of {@link #messages}. */
    Sql messageTo(Sql home, long addressId) {
        return messagesOf(allAddresses().then(home).then(" and r.address_id = ?", addressId));
    }

    private String student() {
        return blast.onePer == OnePer.STUDENT ? "if(r.student, r.contact_id, 0)" : "0";
    }

    private Sql withHomes(Sql query) {
        return Sql.of("with homes as ").then(people.inParentheses()).then(" ").then(query);
    }

    private Sql notInLists(String address) {
        return hasEntries
                ? Sql.of(
                        " and " + address
                                + ".email not in (select email from audience_entry where blast_id = ? and problem is null)",
                        blast.key())
                : Sql.EMPTY;
    }

    /** How many messages there would be, how many to invalid addresses, how many to others without consent. */
    Sql counts() {
        return withHomes(Sql.of("select count(*), coalesce(sum(" + permission.invalid() + "), 0), coalesce(sum(not ("
                        + permission.invalid() + ") and " + permission.refused() + "), 0) from (select distinct r.address_id, "
                        + student() + " as student_id from ")
                .then(reach(Sql.EMPTY).inParentheses())
                .then(" r) g join address a on a.id = g.address_id where true")
                .then(notInLists("a")));
    }

    /** How many homes, and people without a home, have no address at which they may be reached. */
    Sql withoutAddress() {
        String home = "%1$s.household_id, if(%1$s.household_id = 0, %1$s.contact_id, 0)";
        return withHomes(Sql.of("select count(*) from (select distinct " + home.formatted("h")
                + " as person from homes h) h left join (select distinct " + home.formatted("r")
                + " as person, 1 as reached from (" + Reach.perHome("homes").text()
                + ") r) r on r.household_id = h.household_id and r.person = h.person where r.reached is null"));
    }

    /** A condition on rows {@code r} for people found by words, see {@link PeopleSets#found}. */
    Sql found(String words) {
        return words.isBlank()
                ? Sql.EMPTY
                : Sql.of(" and r.owner_id in ").then(sql.sets().found(words).inParentheses());
    }

    /**
     * The messages with the names and merge fields of the people they are for: address_id, student_id, email, first_name, last_name, fields.
     * Conditions on the row {@code a} of {@code address} can be added.
     *
     * @param which a further condition on rows {@code r} of {@link Reach}, beginning with "and"; may be empty
     */
    Sql messages(Sql which) {
        return messagesOf(reach(which)).then(notInLists("a"));
    }

    private Sql messagesOf(Sql rows) {
        Sql grouped = Sql.of("select r.address_id, " + student() + " as student_id,"
                        + names("o", "first_name", "not r.owner_student", "o.id") + " as adults,"
                        + names("o", "first_name", "r.owner_student", "o.id") + " as minors,"
                        + names("o", "last_name", "not r.owner_student", "o.last_name") + " as adult_names,"
                        + names("o", "last_name", "r.owner_student", "o.last_name") + " as minor_names,"
                        + names("p", "first_name", "r.student", "p.first_name") + " as children,"
                        + " group_concat(distinct h.name order by h.name separator ', ') as household,"
                        + " group_concat(distinct k.name order by k.weekday, k.starts_at, k.name separator ', ') as class,"
                        + " min(case when o.fields is not null then concat(lpad(o.id, 20, '0'), o.fields) end) as owner_fields,"
                        + " min(case when p.fields is not null then concat(lpad(p.id, 20, '0'), p.fields) end) as person_fields"
                        + " from ")
                .then(rows.inParentheses())
                .then(" r join contact o on o.id = r.owner_id join contact p on p.id = r.contact_id"
                        + " left join household h on h.id = r.household_id"
                        + " left join (enrolment e join weekly_class k on k.id = e.class_id) on e.contact_id = r.contact_id and ")
                .then(sql.classes(selection))
                .then(" group by r.address_id, student_id");
        return withHomes(Sql.of("select a.id as address_id, g.student_id, a.email,"
                        + " left(" + and("coalesce(g.adults, g.minors, '')") + ", 100) as first_name,"
                        + " left(" + and("coalesce(g.adult_names, g.minor_names, '')") + ", 100) as last_name,"
                        + " json_merge_patch(coalesce(substring(g.person_fields, 21), '{}'),"
                        + " coalesce(substring(g.owner_fields, 21), '{}'), json_object('children', nullif("
                        + and("coalesce(g.children, '')") + ", ''), 'household', nullif(" + and("coalesce(g.household, '')")
                        + ", ''), 'class', nullif(" + and("coalesce(g.class, '')") + ", ''))) as fields from ")
                .then(grouped.inParentheses())
                .then(" g join address a on a.id = g.address_id where true"));
    }

    private static String names(String person, String name, String condition, String order) {
        String value = person + "." + name;
        return " group_concat(distinct case when " + condition + " and " + value + " <> '' then " + value
                + " end order by " + order + " separator ', ')";
    }

    /** A list with "and" before its last element: "Ann, Bob and Cy". */
    private static String and(String list) {
        String last = "substring_index(" + list + ", ', ', -1)";
        return "if(locate(', ', " + list + ") = 0, " + list + ", concat(left(" + list + ", char_length(" + list
                + ") - char_length(" + last + ") - 2), ' and ', " + last + "))";
    }
}
