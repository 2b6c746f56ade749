package org.tidings.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.tidings.platform.database.InList;

/** Whose opens and clicks must not be recorded. */
public final class TrackingConsent {

    private static final String REFUSED =
            "(a.tracking_refused_at is not null or (c.ask_to_track and a.tracking_agreed_at is null))";

    private TrackingConsent() {}

    /**
     * Whether the reader of an address does not permit tracking, as SQL. Uses the primary keys.
     *
     * @param addressId a column with the id of the address
     */
    public static String isRefused(String addressId) {
        return "exists (select 1 from address a join account c on c.id = a.account_id where a.id = " + addressId
                + " and " + REFUSED + ")";
    }

    /**
     * Those of the addresses whose readers refused tracking, or did not agree to it where the account asks. Decided when the hit is stored, so
     * a refusal covers messages that were sent before. Uses the primary keys.
     */
    public static Set<Long> refusedBy(Connection connection, Collection<Long> addressIds) throws SQLException {
        if (addressIds.isEmpty()) {
            return Set.of();
        }
        InList list = new InList(addressIds);
        try (PreparedStatement select =
                connection.prepareStatement("select a.id from address a join account c on c.id = a.account_id"
                        + " where " + REFUSED + " and a.id in " + list.marks())) {
            list.bind(select, 1);
            Set<Long> refused = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    refused.add(row.getLong(1));
                }
            }
            return refused;
        }
    }
}
