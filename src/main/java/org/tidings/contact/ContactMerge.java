package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.platform.database.Transactions;

/** Makes one person of two. Addresses are not merged: the person keeps those of both, each with its validity and consent. */
@ApplicationScoped
public class ContactMerge {

    private static final int MOST_DUPLICATES = 10;

    private final Transactions transactions;
    private final ContactStore contacts;

    ContactMerge(Transactions transactions, ContactStore contacts) {
        this.transactions = transactions;
        this.contacts = contacts;
    }

    /** Adds what is stored about {@code goneId} to {@code keptId}, which wins where both have a value, and deletes {@code goneId}. */
    @Transactional
    public void merge(long accountId, long keptId, long goneId) {
        ContactDetails gone = contacts.find(accountId, goneId)
                .orElseThrow(NoSuchContactException::new)
                .details();
        for (Enrolment enrolment : Enrolment.ofContact(goneId)) {
            enrolment.contactId = keptId;
        }
        Enrolment.getEntityManager().flush();
        contacts.delete(accountId, List.of(goneId));
        contacts.change(accountId, keptId, kept -> joined(kept, gone));
    }

    static ContactDetails joined(ContactDetails kept, ContactDetails gone) {
        Map<String, String> fields = new HashMap<>(gone.fields());
        fields.putAll(kept.fields());
        Set<String> tags = new TreeSet<>(gone.tags());
        tags.addAll(kept.tags());
        List<ContactDetails.Membership> households = new ArrayList<>(kept.households());
        gone.households().stream()
                .filter(home -> kept.households().stream().noneMatch(own -> own.householdId() == home.householdId()))
                .forEach(households::add);
        String notes = kept.notes().isEmpty() || gone.notes().isEmpty()
                ? kept.notes() + gone.notes()
                : kept.notes() + "\n" + gone.notes();
        ContactDetails joined = kept.withExternalId(kept.externalId() == null ? gone.externalId() : kept.externalId())
                .withName(
                        kept.firstName().isEmpty() ? gone.firstName() : kept.firstName(),
                        kept.lastName().isEmpty() ? gone.lastName() : kept.lastName())
                .withPhone(kept.phone().isEmpty() ? gone.phone() : kept.phone())
                .withBorn(kept.born() == null ? gone.born() : kept.born())
                .withNotes(notes.substring(0, Math.min(notes.length(), ContactDetails.LONGEST_NOTES)))
                .withFields(fields)
                .withTags(tags)
                .withHouseholds(households);
        for (ContactDetails.Mailbox mailbox : gone.addresses()) {
            joined = joined.plusMailbox(mailbox);
        }
        return joined;
    }

    /**
     * People who may be the same: with the same name, phone number or address. Families share addresses and numbers, so staff decide. Uses
     * {@code contact_ix_name}, {@code contact_term_pk} and {@code contact_address_fk_address}.
     */
    public List<Long> duplicates(long accountId, ContactStore.Person person) {
        Set<Long> found = new LinkedHashSet<>();
        ContactDetails details = person.details();
        transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("(select id from contact where account_id = ?"
                    + " and last_name = ? and first_name = ? and ? <> '' limit 10)"
                    + " union (select c.id from contact_address own join contact_address l on l.address_id = own.address_id"
                    + " join contact c on c.id = l.contact_id where own.contact_id = ? limit 10)"
                    + " union (select c.id from contact_term t join contact c on c.id = t.contact_id"
                    + " where t.account_id = ? and t.term = ? and c.phone <> '' limit 10)")) {
                select.setLong(1, accountId);
                select.setString(2, details.lastName());
                select.setString(3, details.firstName());
                select.setString(4, details.name());
                select.setLong(5, person.id());
                select.setLong(6, accountId);
                select.setString(7, SearchTerms.phone(details.phone()));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
            }
        });
        found.remove(person.id());
        return found.stream().limit(MOST_DUPLICATES).toList();
    }
}
