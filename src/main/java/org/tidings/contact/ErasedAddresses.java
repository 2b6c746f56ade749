package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tidings.platform.SigningSecrets;
import org.tidings.platform.database.InList;

/**
 * Addresses of erased people. The row of an address stays, because recipients and signed links refer to it, but its text is replaced. If
 * something was refused for the address, or if it was invalid, a keyed hash of it is kept, and an address that is added later with the same hash gets the same
 * refusals or is invalid too.
 */
@ApplicationScoped
public class ErasedAddresses {

    private static final String HASH = "unhex(sha2(concat(?, a.email), 256))";

    private final SigningSecrets secrets;

    ErasedAddresses(SigningSecrets secrets) {
        this.secrets = secrets;
    }

    /** The addresses of the person that nobody else has. Uses {@code contact_address_pk}. */
    public static Map<Long, String> ownedBy(Connection connection, long contactId) throws SQLException {
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

    /** Erases the addresses in the caller's transaction. */
    public void erase(Connection connection, long accountId, Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        InList list = new InList(ids);
        try (PreparedStatement insert = connection.prepareStatement("insert into erased_address (account_id, hash,"
                + " unsubscribed_at, service_refused_at, tracking_refused_at, invalid_since) select a.account_id, "
                + HASH
                + ", a.unsubscribed_at, a.service_refused_at, a.tracking_refused_at, a.invalid_since"
                + " from address a where a.account_id = ? and coalesce(a.unsubscribed_at, a.service_refused_at,"
                + " a.tracking_refused_at, a.invalid_since) is not null"
                + " and a.id in " + list.marks()
                + " on duplicate key update unsubscribed_at = coalesce(erased_address.unsubscribed_at, values(unsubscribed_at)),"
                + " service_refused_at = coalesce(erased_address.service_refused_at, values(service_refused_at)),"
                + " tracking_refused_at = coalesce(erased_address.tracking_refused_at, values(tracking_refused_at)),"
                + " invalid_since = coalesce(erased_address.invalid_since, values(invalid_since))")) {
            insert.setString(1, key());
            insert.setLong(2, accountId);
            list.bind(insert, 3);
            insert.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update address set email = concat('erased-', id, '@erased.invalid'), invalid_reason = null,"
                        + " invalid_since = coalesce(invalid_since, created_at) where account_id = ? and id in "
                        + list.marks())) {
            update.setLong(1, accountId);
            list.bind(update, 2);
            update.executeUpdate();
        }
    }

    /**
     * Makes stored addresses unsubscribed or invalid that were so when they were erased. Costs one lookup for accounts that have erased nobody.
     *
     * @param emails a list of placeholders or a subquery, in parentheses
     */
    public void reapply(Connection connection, long accountId, String emails, Binder binder) throws SQLException {
        if (!hasAny(connection, accountId)) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("update address a join erased_address e"
                + " on e.account_id = a.account_id and e.hash = " + HASH
                + " set a.unsubscribed_at = coalesce(a.unsubscribed_at, e.unsubscribed_at),"
                + " a.service_refused_at = coalesce(a.service_refused_at, e.service_refused_at),"
                + " a.tracking_refused_at = coalesce(a.tracking_refused_at, e.tracking_refused_at),"
                + " a.invalid_reason = case when a.invalid_since is null and e.invalid_since is not null"
                + " then 'Invalid before its owner was erased' else a.invalid_reason end,"
                + " a.invalid_since = coalesce(a.invalid_since, e.invalid_since)"
                + " where a.account_id = ? and a.email in " + emails)) {
            update.setString(1, key());
            update.setLong(2, accountId);
            binder.bind(update, 3);
            update.executeUpdate();
        }
    }

    /** Binds the parameters of the list of addresses. */
    @FunctionalInterface
    public interface Binder {
        void bind(PreparedStatement statement, int first) throws SQLException;
    }

    private static boolean hasAny(Connection connection, long accountId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from erased_address where account_id = ? limit 1")) {
            select.setLong(1, accountId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The last key, which stays when keys are rotated in front of it. */
    private String key() {
        byte[] oldest = secrets.keys().get(secrets.keys().size() - 1);
        return HexFormat.of().formatHex(oldest) + "/erased/";
    }
}
