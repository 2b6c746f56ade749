package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
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

    Erasure(
            Transactions transactions,
            ContactStore contacts,
            ErasedAddresses addresses,
            RecipientErasure recipients,
            Notices notices,
            ImportErasure imports,
            AuditTrail audit) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.addresses = addresses;
        this.recipients = recipients;
        this.notices = notices;
        this.imports = imports;
        this.audit = audit;
    }

    /** Erases the person in one transaction. */
    @Transactional
    public void erase(long accountId, @Nullable Long staffId, long contactId) {
        transactions.run(connection -> {
            Map<Long, String> own = ownAddresses(connection, contactId);
            List<Long> ids = List.copyOf(own.keySet());
            contacts.delete(accountId, List.of(contactId));
            recipients.erase(connection, ids);
            notices.erase(connection, ids);
            imports.erase(connection, accountId, contactId, own.values());
            audit.erase(connection, accountId, own.values());
            addresses.erase(connection, accountId, ids);
        });
        audit.record(accountId, staffId, "person.erased", "A person", null);
    }

    /** The addresses of the person that nobody else has. Uses {@code contact_address_pk}. */
    private static Map<Long, String> ownAddresses(Connection connection, long contactId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select a.id, a.email from contact_address l join address a on a.id = l.address_id where l.contact_id = ?"
                        + " and not exists (select 1 from contact_address o"
                        + " where o.address_id = l.address_id and o.contact_id <> l.contact_id)")) {
            select.setLong(1, contactId);
            Map<Long, String> own = new LinkedHashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    own.put(row.getLong(1), row.getString(2));
                }
            }
            return own;
        }
    }
}
