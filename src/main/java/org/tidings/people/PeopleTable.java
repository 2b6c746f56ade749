package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.ContactSearch;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Enrolments;
import org.tidings.contact.FieldNames;

/**
 * People as rows in the shape that the import reads. A person with several households or classes takes several rows, which an import joins
 * again. Reads a thousand people at a time.
 */
@ApplicationScoped
class PeopleTable {

    private static final List<String> COLUMNS = List.of(
            "external_id",
            "first_name",
            "last_name",
            "email",
            "phone",
            "born",
            "household_id",
            "household",
            "role",
            "tags",
            "class",
            "class_status",
            "class_from",
            "class_until",
            "marketing",
            "notes");

    private final ContactSearch search;
    private final ContactStore contacts;
    private final Enrolments enrolments;
    private final PersonRows rows;
    private final FieldNames fieldNames;

    PeopleTable(
            ContactSearch search,
            ContactStore contacts,
            Enrolments enrolments,
            PersonRows rows,
            FieldNames fieldNames) {
        this.search = search;
        this.contacts = contacts;
        this.enrolments = enrolments;
        this.rows = rows;
        this.fieldNames = fieldNames;
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    interface Rows {
        void row(String... cells);
    }

    /** Passes the headings and then all rows to {@code out}. */
    void write(long accountId, ContactFilter filter, Rows out) {
        List<String> fields = fieldNames.of(accountId);
        out.row(Stream.concat(COLUMNS.stream(), fields.stream()).toArray(String[]::new));
        search.forEach(accountId, filter, ids -> write(accountId, ids, fields, out));
    }

    private void write(long accountId, List<Long> ids, List<String> fields, Rows out) {
        Map<Long, ContactStore.Person> people = contacts.read(accountId, ids);
        Map<Long, List<Enrolments.OfPerson>> classes = enrolments.of(accountId, ids);
        Map<String, Boolean> marketing = rows.marketing(accountId, people.values());
        for (ContactStore.Person person : people.values()) {
            List<Enrolments.OfPerson> attended = classes.getOrDefault(person.id(), List.of());
            List<ContactDetails.Membership> homes = person.details().households();
            for (int i = 0; i < Math.max(1, Math.max(attended.size(), homes.size())); i++) {
                ContactDetails.Membership home =
                        i < homes.size() ? homes.get(i) : homes.isEmpty() ? null : homes.get(0);
                out.row(row(person.details(), home, i < attended.size() ? attended.get(i) : null, fields, marketing));
            }
        }
    }

    private static String[] row(
            ContactDetails person,
            ContactDetails.@Nullable Membership home,
            Enrolments.@Nullable OfPerson attended,
            List<String> fields,
            Map<String, Boolean> marketing) {
        List<String> cells = new ArrayList<>();
        cells.add(Objects.requireNonNullElse(person.externalId(), ""));
        cells.add(person.firstName());
        cells.add(person.lastName());
        cells.add(String.join(";", person.emails()));
        cells.add(person.phone());
        cells.add(text(person.born()));
        cells.add(home == null ? "" : home.publicId());
        cells.add(home == null ? "" : home.name());
        cells.add(home == null ? "" : home.role().name().toLowerCase(Locale.ROOT));
        cells.add(String.join(";", person.tags()));
        cells.add(attended == null ? "" : attended.weeklyClass().name);
        cells.add(attended == null ? "" : attended.enrolment().status.name().toLowerCase(Locale.ROOT));
        cells.add(attended == null ? "" : text(attended.enrolment().fromDay));
        cells.add(attended == null ? "" : text(attended.enrolment().untilDay));
        long allowed = person.emails().stream()
                .filter(email -> marketing.getOrDefault(email, true))
                .count();
        // an import applies the cell to all addresses of the row, so what differs is left out
        boolean isSame = allowed == 0 || allowed == person.emails().size();
        cells.add(person.emails().isEmpty() || !isSame ? "" : allowed == 0 ? "no" : "yes");
        cells.add(person.notes());
        fields.forEach(field -> cells.add(person.fields().getOrDefault(field, "")));
        return cells.toArray(new String[0]);
    }

    private static String text(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }
}
