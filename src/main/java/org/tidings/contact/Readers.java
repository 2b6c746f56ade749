package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;

/** The people who read an address. Several people can share one. */
@ApplicationScoped
public class Readers {

    private final Transactions transactions;
    private final ContactStore contacts;

    Readers(Transactions transactions, ContactStore contacts) {
        this.transactions = transactions;
        this.contacts = contacts;
    }

    /** Their keys. Uses {@code contact_address_fk_address}. */
    public List<Long> of(long addressId) {
        return transactions.call(connection -> read(connection, addressId));
    }

    /**
     * Adds a person who reads the address if nobody does. Locks the address, so that concurrent calls add one person.
     *
     * @param firstName name of a new person; may be empty
     * @return the keys of the people who read the address
     */
    public List<Long> ensure(Address address, String firstName, String lastName) {
        return transactions.call(connection -> {
            long addressId = address.key();
            lock(connection, addressId);
            List<Long> readers = read(connection, addressId);
            if (!readers.isEmpty()) {
                return readers;
            }
            ContactStore.Saved added = contacts.add(
                    address.accountId,
                    ContactDetails.NOBODY.withName(firstName, lastName).plusAddress(address.email));
            return List.of(added.id());
        });
    }

    private static void lock(Connection connection, long addressId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from address where id = ? for update")) {
            select.setLong(1, addressId);
            select.executeQuery().close();
        }
    }

    private static List<Long> read(Connection connection, long addressId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select contact_id from contact_address where address_id = ? order by contact_id")) {
            select.setLong(1, addressId);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }
}
