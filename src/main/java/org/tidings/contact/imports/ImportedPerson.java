package org.tidings.contact.imports;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;

/**
 * What a row says about one person. Cells that are empty say nothing: an import adds and corrects, it never clears.
 *
 * @param phone in E.164 form if it can be read, otherwise as typed
 * @param marketing false if the person must not get marketing mail; true is not stored
 */
record ImportedPerson(
        @Nullable String externalId,
        String firstName,
        String lastName,
        List<String> emails,
        String phone,
        @Nullable LocalDate born,
        String notes,
        Set<String> tags,
        Map<String, String> fields,
        HouseholdRole role,
        boolean marketing,
        @Nullable Attendance attendance) {

    /** A class that the person attends. */
    record Attendance(
            String className,
            EnrolmentStatus status,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /** Whether the person attends a class with one of these names, which are in lower case. */
    boolean attends(Set<String> names) {
        return attendance != null && names.contains(attendance.className().toLowerCase(Locale.ROOT));
    }

    /** A copy that attends none of these classes. */
    ImportedPerson without(Set<String> names) {
        return attends(names)
                ? new ImportedPerson(
                        externalId,
                        firstName,
                        lastName,
                        emails,
                        phone,
                        born,
                        notes,
                        tags,
                        fields,
                        role,
                        marketing,
                        null)
                : this;
    }

    ContactUpserts.Upsert upsert(Households.@Nullable Home home) {
        return new ContactUpserts.Upsert(key(home), before -> merged(before, home), true);
    }

    /** What identifies the person. */
    ContactUpserts.Key key(Households.@Nullable Home home) {
        return new ContactUpserts.Key(
                externalId,
                null,
                emails.isEmpty() ? null : emails.get(0),
                firstName,
                lastName,
                home == null ? null : home.id());
    }

    private ContactDetails merged(ContactDetails before, Households.@Nullable Home home) {
        Map<String, String> allFields = new HashMap<>(before.fields());
        allFields.putAll(fields);
        Set<String> allTags = new TreeSet<>(before.tags());
        allTags.addAll(tags);
        ContactDetails after = before.withName(
                        firstName.isEmpty() ? before.firstName() : firstName,
                        lastName.isEmpty() ? before.lastName() : lastName)
                .withFields(allFields)
                .withTags(allTags);
        if (externalId != null) {
            after = after.withExternalId(externalId);
        }
        if (!phone.isEmpty()) {
            after = after.withPhone(phone);
        }
        if (born != null) {
            after = after.withBorn(born);
        }
        if (!notes.isEmpty()) {
            after = after.withNotes(notes);
        }
        for (String email : emails) {
            after = after.plusAddress(email);
        }
        return home == null ? after : after.plusHousehold(home.member(role));
    }
}
