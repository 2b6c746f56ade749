package org.tidings.contact.select;

import org.tidings.platform.database.Sql;

/**
 * At which addresses selected people are reached, as SQL. Adults have their own addresses; students have their own and those of the guardians
 * of each of their homes. Addresses for emergencies are left out.
 *
 * <p>All queries have the columns {@code contact_id} (who was selected), {@code household_id} (by which home, 0 for none), {@code student}
 * (whether a student there), {@code address_id}, {@code owner_id} (who reads it), {@code owner_student} and {@code position}.
 */
public final class Reach {

    private static final String COLUMNS =
            "select straight_join s.contact_id, s.household_id, s.student, l.address_id, l.contact_id as owner_id, ";
    private static final String OWN = COLUMNS
            + "s.student as owner_student, l.position from %s s join contact_address l on l.contact_id = s.contact_id and l.receives = 0";
    private static final String GUARDIANS = COLUMNS + "0 as owner_student, l.position from %s s"
            + " join household_member g on g.household_id = s.household_id and g.role = 0 and g.contact_id <> s.contact_id"
            + " join contact_address l on l.contact_id = g.contact_id and l.receives = 0";

    private Reach() {}

    /**
     * Selected people with the homes in which they are guardians or students.
     *
     * @param people a query with the column {@code contact_id}
     */
    public static Sql homes(Sql people) {
        return Sql.of("select straight_join distinct p.contact_id, coalesce(m.household_id, 0) as household_id,"
                        + " coalesce(m.role = 1, false) as student from ")
                .then(people.inParentheses())
                .then(" p left join household_member m on m.contact_id = p.contact_id and m.role in (0, 1)");
    }

    /**
     * Each person's own addresses and, for students, those of their guardians.
     *
     * @param homes a table, or a common table expression, with the columns of {@link #homes}
     */
    public static Sql perPerson(String homes) {
        return Sql.of(OWN.formatted(homes) + " union all " + GUARDIANS.formatted(homes) + " where s.student");
    }

    /** Ids of the addresses of {@link #perPerson}, without duplicates; quicker where only their number counts. */
    public static Sql addresses(Sql people) {
        return Sql.of("select straight_join l.address_id from ")
                .then(people.inParentheses())
                .then(" s join contact_address l on l.contact_id = s.contact_id and l.receives = 0"
                        + " union select straight_join l.address_id from ")
                .then(people.inParentheses())
                .then(" s join household_member m on m.contact_id = s.contact_id and m.role = 1"
                        + " join household_member g on g.household_id = m.household_id and g.role = 0"
                        + " join contact_address l on l.contact_id = g.contact_id and l.receives = 0");
    }

    /** The addresses of everyone: the columns contact_id, owner_id and address_id, for all accounts. */
    public static Sql ofEveryone() {
        return Sql.of(
                "select l.contact_id, l.contact_id as owner_id, l.address_id from contact_address l where l.receives = 0");
    }

    /** Homes with a guardian or student among these people, and people without a home, where nobody has an address: the columns of {@link #homes}. */
    public static Sql withoutAddress(String homes) {
        // a comparison with a count is evaluated by index for each home, where "not exists" would read all addresses
        return Sql.of(
                "select distinct s.household_id, if(s.household_id = 0, s.contact_id, 0) as contact_id from " + homes
                        + " s where 0 = (select count(*) from household_member g straight_join contact_address l on l.contact_id = g.contact_id"
                        + " and l.receives = 0 where g.household_id = s.household_id and g.role in (0, 1))"
                        + " and 0 = (select count(*) from contact_address l where s.household_id = 0 and l.contact_id = s.contact_id"
                        + " and l.receives = 0)");
    }

    /** The addresses of each home: those of the selected people and of all guardians. */
    public static Sql perHome(String homes) {
        return Sql.of(OWN.formatted(homes) + " union all " + GUARDIANS.formatted(homes));
    }
}
