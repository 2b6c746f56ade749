package org.tidings.people;

import java.util.List;
import org.tidings.contact.ContactDetails;

/**
 * A person in a list.
 *
 * @param key the key in the database
 * @param id the ULID
 * @param mailboxes their addresses, each with a word on why it gets no mail
 * @param classes the classes that the person attends today
 */
public record PersonRow(
        long key, String id, ContactDetails details, List<MailboxState> mailboxes, List<String> classes) {

    public String name() {
        return details.label();
    }
}
