package org.tidings.people;

import java.util.List;
import java.util.Map;
import org.tidings.contact.ConsentHistory;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.Enrolments;
import org.tidings.contact.FieldDefinitions;

/**
 * A person on their page.
 *
 * @param id the ULID
 * @param addressIds keys of their addresses
 */
public record PersonView(
        String id,
        ContactDetails details,
        List<MailboxState> mailboxes,
        List<Long> addressIds,
        List<Enrolments.OfPerson> enrolments,
        List<ConsentHistory.Change> consent,
        FieldDefinitions definitions) {

    public String name() {
        return details.label();
    }

    /** The custom fields by name, with their values as staff read them. */
    public List<Map.Entry<String, String>> fields() {
        return details.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> Map.entry(
                        field.getKey(), definitions.get(field.getKey()).shown(field.getValue())))
                .toList();
    }
}
