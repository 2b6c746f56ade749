package org.tidings.contact.select;

import org.tidings.platform.database.Sql;

/**
 * The names and merge fields of messages, as SQL. A message greets the adults who read the address, or the students if only they do, and is for
 * all selected people behind it: {@code children}, {@code class} and {@code household} name them. Custom fields are those of the reader and, where
 * the reader has none, those of the student.
 */
public final class Addressees {

    private static final String DETAILS =
            " group_concat(distinct nullif(concat_ws(', ', k.name, nullif(concat_ws(' ', elt(k.weekday, 'Monday', 'Tuesday', 'Wednesday',"
                    + " 'Thursday', 'Friday', 'Saturday', 'Sunday'), time_format(k.starts_at, '%H:%i')), ''), nullif(k.place, ''),"
                    + " nullif(k.teacher, '')), '') order by k.weekday, k.starts_at, k.name separator '; ')";

    private Addressees() {}

    /**
     * A query with the columns address_id, student_id, email, first_name, last_name and fields (JSON), which ends in a condition on the row
     * {@code a} of {@code address}, so that others can be added.
     *
     * @param reach rows with the columns of {@link Reach}
     * @param student the student for whom a message is, as an expression on a row {@code r}; 0 for one message to all
     * @param details whether the field {@code class_details} is wanted: name, day, time, place and teacher of each class
     * @param classes which enrolments are named, as a condition on rows {@code e} and {@code k}, see {@link PeopleSets#isEnrolled}
     */
    public static Sql of(Sql reach, String student, Sql classes, boolean details) {
        Sql grouped = Sql.of("select r.address_id, " + student + " as student_id,"
                        + names("o", "first_name", "not r.owner_student", "o.id") + " as adults,"
                        + names("o", "first_name", "r.owner_student", "o.id") + " as minors,"
                        + names("o", "last_name", "not r.owner_student", "o.last_name") + " as adult_names,"
                        + names("o", "last_name", "r.owner_student", "o.last_name") + " as minor_names,"
                        + names("p", "first_name", "r.student", "p.first_name") + " as children,"
                        + " group_concat(distinct h.name order by h.name separator ', ') as household,"
                        + " group_concat(distinct k.name order by k.weekday, k.starts_at, k.name separator ', ') as class,"
                        + (details ? DETAILS : "null") + " as class_details,"
                        + " min(case when o.fields is not null then concat(lpad(o.id, 20, '0'), o.fields) end) as owner_fields,"
                        + " min(case when p.fields is not null then concat(lpad(p.id, 20, '0'), p.fields) end) as person_fields"
                        + " from ")
                .then(reach.inParentheses())
                .then(
                        " r join contact o on o.id = r.owner_id join contact p on p.id = r.contact_id"
                                + " left join household h on h.id = r.household_id"
                                + " left join (enrolment e join weekly_class k on k.id = e.class_id) on e.contact_id = r.contact_id and ")
                .then(classes)
                .then(" group by r.address_id, student_id");
        return Sql.of("select a.id as address_id, g.student_id, a.email,"
                        + " left(" + and("coalesce(g.adults, g.minors, '')") + ", 100) as first_name,"
                        + " left(" + and("coalesce(g.adult_names, g.minor_names, '')") + ", 100) as last_name,"
                        + " json_merge_patch(coalesce(substring(g.person_fields, 21), '{}'),"
                        + " coalesce(substring(g.owner_fields, 21), '{}'), json_object('class_details', g.class_details, 'children', nullif("
                        + and("coalesce(g.children, '')") + ", ''), 'household', nullif("
                        + and("coalesce(g.household, '')") + ", ''), 'class', nullif(" + and("coalesce(g.class, '')")
                        + ", ''))) as fields from ")
                .then(grouped.inParentheses())
                .then(" g join address a on a.id = g.address_id where true");
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
