package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.tidings.platform.database.Sql;
import org.tidings.suppression.AddressesReleased;

/** Marks recipients as {@link Done} for whom staff have done something. Statuses do not change. Part of the caller's transaction. */
@ApplicationScoped
public class DoneMarks {

    private static final String DID_NOT_ARRIVE = " and r.status in (" + RecipientStatus.BOUNCE.code() + ", "
            + RecipientStatus.INVALID.code() + ", " + RecipientStatus.FAILED.code() + ")";

    /**
     * The people at these addresses were phoned. Uses {@code recipient_uq_address}.
     *
     * @param addresses a query with the column address_id
     */
    public void called(Connection connection, long blastId, Sql addresses) throws SQLException {
        execute(
                connection,
                atAddresses(addresses, Done.CALLED, blastId)
                        .then(" and r.done in (" + Done.OPEN.code() + ", " + Done.RELEASED.code() + ")"));
    }

    /** One recipient was phoned. Uses {@code recipient_pk}. */
    public void called(Connection connection, RecipientKey key) throws SQLException {
        execute(
                connection,
                ofKey(key, Done.CALLED)
                        .then(" and r.done in (" + Done.OPEN.code() + ", " + Done.RELEASED.code() + ")"));
    }

    /** The call is taken back, or reached nobody. */
    public void notCalled(Connection connection, long blastId, Sql addresses) throws SQLException {
        execute(connection, atAddresses(addresses, Done.OPEN, blastId).then(" and r.done = " + Done.CALLED.code()));
    }

    /** The same for one recipient. */
    public void notCalled(Connection connection, RecipientKey key) throws SQLException {
        execute(connection, ofKey(key, Done.OPEN).then(" and r.done = " + Done.CALLED.code()));
    }

    /** Uses {@code recipient_uq_address}. */
    void released(@Observes AddressesReleased event) throws SQLException {
        execute(
                event.connection(),
                Sql.of("update recipient r set r.done = " + Done.RELEASED.code() + " where r.address_id in ")
                        .then(Sql.list(event.addressIds()))
                        .then(" and r.done = " + Done.OPEN.code() + DID_NOT_ARRIVE));
    }

    private static Sql atAddresses(Sql addresses, Done done, long blastId) {
        return Sql.of("update ")
                .then(addresses.inParentheses())
                .then(
                        " h straight_join recipient r on r.address_id = h.address_id and r.blast_id = ?"
                                + " set r.done = " + done.code() + " where true",
                        blastId);
    }

    private static Sql ofKey(RecipientKey key, Done done) {
        return Sql.of(
                "update recipient r set r.done = " + done.code() + " where r.blast_id = ? and r.seq = ?",
                key.blastId(),
                key.seq());
    }

    private static void execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement update = sql.prepare(connection)) {
            update.executeUpdate();
        }
    }
}
