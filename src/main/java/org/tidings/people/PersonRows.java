package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidings.contact.Address;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Enrolments;

/** Builds the rows of a list of people, in a fixed number of queries. */
@ApplicationScoped
class PersonRows {

    private final ContactStore contacts;
    private final Enrolments enrolments;

    PersonRows(ContactStore contacts, Enrolments enrolments) {
        this.contacts = contacts;
        this.enrolments = enrolments;
    }

    @Transactional
    List<PersonRow> of(long accountId, Collection<Long> ids, LocalDate today) {
        return of(accountId, ids, contacts.read(accountId, ids).values(), today);
    }

    private List<PersonRow> of(
            long accountId, Collection<Long> ids, Collection<ContactStore.Person> people, LocalDate today) {
        Map<String, Address> known = known(accountId, people);
        Map<Long, List<String>> classes = enrolments.classNames(accountId, ids, today);
        return people.stream()
                .map(person -> new PersonRow(
                        person.id(),
                        person.publicId(),
                        person.details(),
                        mailboxes(person, known),
                        classes.getOrDefault(person.id(), List.of())))
                .toList();
    }

    /** The addresses of one person. */
    @Transactional
    List<MailboxState> mailboxes(long accountId, ContactStore.Person person) {
        return mailboxes(person, known(accountId, List.of(person)));
    }

    private static List<MailboxState> mailboxes(ContactStore.Person person, Map<String, Address> known) {
        return person.details().addresses().stream()
                .map(mailbox -> new MailboxState(mailbox, known.get(mailbox.email())))
                .toList();
    }

    /** Whether each of their stored addresses gets marketing mail. */
    @Transactional
    Map<String, Boolean> marketing(long accountId, Collection<ContactStore.Person> people) {
        Map<String, Boolean> allowed = new HashMap<>();
        known(accountId, people).forEach((email, address) -> allowed.put(email, address.unsubscribedAt == null));
        return allowed;
    }

    private static Map<String, Address> known(long accountId, Collection<ContactStore.Person> people) {
        List<String> emails = people.stream()
                .flatMap(person -> person.details().emails().stream())
                .distinct()
                .toList();
        Map<String, Address> known = new HashMap<>();
        Address.all(accountId, emails).forEach(address -> known.put(address.email, address));
        return known;
    }
}
