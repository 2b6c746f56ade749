package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.contact.AddressesErased;
import org.tidings.contact.ContactStore;
import org.tidings.contact.ErasedAddresses;
import org.tidings.contact.imports.ImportErasure;
import org.tidings.feedback.Notices;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientErasure;

/**
 * Erases a person: who they are, and the addresses that nobody else has, in documents, logs, evidence and imports. What stays are counts
 * without a name and, for an address that must not be mailed, a keyed hash.
 */
@ApplicationScoped
public class Erasure {

    private final Transactions transactions;
    private final ContactStore contacts;
    private final ErasedAddresses addresses;
    private final RecipientErasure recipients;
    private final Notices notices;
    private final ImportErasure imports;
    private final AuditTrail audit;
    private final Event<AddressesErased> erased;

    Erasure(
            Transactions transactions,
            ContactStore contacts,
            ErasedAddresses addresses,
            RecipientErasure recipients,
            Notices notices,
            ImportErasure imports,
            AuditTrail audit,
            Event<AddressesErased> erased) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.addresses = addresses;
        this.recipients = recipients;
        this.notices = notices;
        this.imports = imports;
        this.audit = audit;
        this.erased = erased;
    }

    /** Erases the person in one transaction. */
    @Transactional
    public void erase(long accountId, @Nullable Long staffId, long contactId) {
        transactions.run(connection -> {
            Map<Long, String> own = ErasedAddresses.ownedBy(connection, contactId);
            List<Long> ids = List.copyOf(own.keySet());
            List<String> names = Stream.concat(
                            contacts.find(accountId, contactId).stream()
                                    .flatMap(person -> Stream.of(
                                            person.details().label(),
                                            person.details().name())),
                            own.values().stream())
                    .filter(name -> !name.isBlank() && !name.equals("No name"))
                    .distinct()
                    .toList();
            contacts.delete(accountId, List.of(contactId));
            recipients.erase(connection, ids);
            notices.erase(connection, ids);
            imports.erase(connection, accountId, contactId, own.values());
            audit.erase(connection, accountId, names);
            erased.fire(new AddressesErased(connection, accountId, own.values()));
            addresses.erase(connection, accountId, ids);
        });
        audit.record(accountId, staffId, "person.erased", "A person", null);
    }
}
