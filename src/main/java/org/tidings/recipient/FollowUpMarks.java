package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.tidings.platform.database.Sql;
import org.tidings.suppression.AddressesReleased;

/** Marks recipients as {@link FollowUp} for whom staff have done something. Statuses do not change. Part of the caller's transaction. */
@ApplicationScoped
public class FollowUpMarks {

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
                atAddresses(addresses, FollowUp.CALLED, blastId)
                        .then(" and r.done in (" + FollowUp.OPEN.code() + ", " + FollowUp.RELEASED.code() + ")"));
    }

    /** One recipient was phoned. Uses {@code recipient_pk}. */
    public void called(Connection connection, RecipientKey key) throws SQLException {
        execute(
                connection,
                ofKey(key, FollowUp.CALLED)
                        .then(" and r.done in (" + FollowUp.OPEN.code() + ", " + FollowUp.RELEASED.code() + ")"));
    }

    /** The call is taken back, or reached nobody. */
    public void notCalled(Connection connection, long blastId, Sql addresses) throws SQLException {
        execute(
                connection,
                atAddresses(addresses, FollowUp.OPEN, blastId).then(" and r.done = " + FollowUp.CALLED.code()));
    }

    /** The same for one recipient. */
    public void notCalled(Connection connection, RecipientKey key) throws SQLException {
        execute(connection, ofKey(key, FollowUp.OPEN).then(" and r.done = " + FollowUp.CALLED.code()));
    }

    /** Uses {@code recipient_uq_address}. */
    void released(@Observes AddressesReleased event) throws SQLException {
        execute(
                event.connection(),
                Sql.of("update recipient r set r.done = " + FollowUp.RELEASED.code() + " where r.address_id in ")
                        .then(Sql.list(event.addressIds()))
                        .then(" and r.done = " + FollowUp.OPEN.code() + DID_NOT_ARRIVE));
    }

    private static Sql atAddresses(Sql addresses, FollowUp done, long blastId) {
        return Sql.of("update ")
                .then(addresses.inParentheses())
                .then(
                        " h straight_join recipient r on r.address_id = h.address_id and r.blast_id = ?"
                                + " set r.done = " + done.code() + " where true",
                        blastId);
    }

    private static Sql ofKey(RecipientKey key, FollowUp done) {
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
