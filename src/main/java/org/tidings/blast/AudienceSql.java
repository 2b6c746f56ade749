package org.tidings.blast;

import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionSql;
import org.tidings.contact.MailPermission;
import org.tidings.contact.select.Addressees;
import org.tidings.contact.select.PeopleSets;
import org.tidings.contact.select.Reach;
import org.tidings.message.block.BlockHtml;
import org.tidings.platform.database.Sql;

/**
 * The audience of a blast as SQL: the people whom its rule selects, at the addresses where they are reached, beside the entries of its lists.
 *
 * @param people a query for the selected people and their homes, see {@link Reach#homes}
 * @param isEarlier whether the people were selected earlier, so that exclusions have to be evaluated again
 * @param hasEntries whether there are lists too, whose addresses are then not selected again
 */
record AudienceSql(
        Blast blast,
        Selection selection,
        SelectionSql sql,
        Sql people,
        boolean isEarlier,
        MailPermission permission,
        boolean hasEntries) {

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
        // the address that tells that a home is selected need not be the one that is mailed
        Optional<Sql> filter = blast.onePer == OnePer.HOUSEHOLD ? sql.exclusionFilter(selection) : filter();
        return filter.isPresent() ? reach.then(" and ").then(filter.get()) : reach;
    }

    private Optional<Sql> filter() {
        return isEarlier ? sql.wholeFilter(selection) : sql.filter(selection);
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
        return withHomes(
                Sql.of("select distinct r.household_id, if(r.household_id = 0, r.contact_id, 0) as contact_id from ")
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
        Sql counts = Sql.of("select count(*), coalesce(sum(" + permission.invalid() + "), 0), coalesce(sum(not ("
                + permission.invalid() + ") and " + permission.refused() + "), 0) from ");
        if (blast.onePer == OnePer.ADDRESS && sql.isEveryoneBut(selection)) {
            Sql reached = Sql.of("select r.address_id from ")
                    .then(Reach.ofEveryone().inParentheses())
                    .then(" r where ")
                    .then(sql.filter(selection).orElse(Sql.of("true")));
            return counts.then("address a where a.account_id = ? and a.id in ", blast.accountId)
                    .then(reached.inParentheses())
                    .then(notInLists("a"));
        }
        if (blast.onePer == OnePer.ADDRESS && sql.filter(selection).isEmpty()) {
            return counts.then(Reach.addresses(sql.people(selection)).inParentheses())
                    .then(" g straight_join address a on a.id = g.address_id where true")
                    .then(notInLists("a"));
        }
        return withHomes(counts.then("(select distinct r.address_id, " + student() + " as student_id from ")
                .then(reach(Sql.EMPTY).inParentheses())
                .then(" r) g straight_join address a on a.id = g.address_id where true")
                .then(notInLists("a")));
    }

    /** Everyone who is selected, with the column contact_id; where the rule depends on addresses, only those who are reached. */
    Sql selectedPeople() {
        return sql.isAboutPeople(selection)
                ? sql.people(selection)
                : withHomes(Sql.of("select distinct contact_id from ")
                        .then(allAddresses().inParentheses())
                        .then(" r"));
    }

    /** Homes without any address, and people without home and address, at most {@code limit}: household_id, contact_id. */
    Sql homesWithoutAddress(int limit) {
        return withHomes(Reach.withoutAddress("homes").then(" order by household_id, contact_id limit ?", limit));
    }

    /** The number of {@link #homesWithoutAddress}. */
    Sql withoutAddress() {
        return withHomes(Sql.of("select count(*) from ")
                .then(Reach.withoutAddress("homes").inParentheses())
                .then(" w"));
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

    /**
     * Messages to addresses that a condition selects from all of the people's, with the columns of {@link #messages}; of a home to the first one,
     * if the blast is per household.
     *
     * @param which a condition on rows {@code r} of {@link Reach}, beginning with "and"
     */
    Sql messagesTo(Sql which) {
        Sql rows = allAddresses().then(which);
        if (blast.onePer != OnePer.HOUSEHOLD) {
            return messagesOf(rows);
        }
        Sql first = Sql.of("select r.*, first_value(r.address_id) over (partition by r.household_id,"
                        + " if(r.household_id = 0, r.contact_id, 0) order by " + ORDER + ") as first_address from ")
                .then(rows.inParentheses())
                .then(" r");
        return messagesOf(
                Sql.of("select r.* from ").then(first.inParentheses()).then(" r where r.address_id = r.first_address"));
    }

    private static boolean usesClassDetails(Blast blast) {
        return Stream.of(blast.html, blast.subject, blast.preheader, blast.text)
                .anyMatch(text -> text != null && text.contains(BlockHtml.CLASS_DETAILS));
    }

    private Sql messagesOf(Sql rows) {
        return withHomes(Addressees.of(rows, student(), sql.classes(selection), usesClassDetails(blast)));
    }
}
