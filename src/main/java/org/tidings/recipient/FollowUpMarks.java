package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.tidings.platform.database.Sql;
import org.tidings.suppression.AddressesReleased;

/** Marks recipients for whom staff have done something, see {@link FollowUp}. Statuses do not change. Part of the caller's transaction. */
@ApplicationScoped
public class FollowUpMarks {

    private static final String DID_NOT_ARRIVE = " and r.status in (" + RecipientStatus.BOUNCE.code() + ", "
            + RecipientStatus.INVALID.code() + ", " + RecipientStatus.FAILED.code() + ")";

    private static final String IS_CALLED = " and r.done = " + FollowUp.CALLED.code();
    private static final String CAN_BE_CALLED =
            " and r.done in (" + FollowUp.OPEN.code() + ", " + FollowUp.RELEASED.code() + ")";

    private static final String CALLED = String.valueOf(FollowUp.CALLED.code());
    private static final String WITHOUT_CALL =
            "if(r.marks & " + Marks.RELEASED + ", " + FollowUp.RELEASED.code() + ", " + FollowUp.OPEN.code() + ")";

    /**
     * The people at these addresses were phoned. Uses {@code recipient_uq_address}.
     *
     * @param addresses a query with the column address_id
     */
    public void called(Connection connection, long blastId, Sql addresses) throws SQLException {
        execute(connection, atAddresses(addresses, CALLED, blastId).then(CAN_BE_CALLED));
    }

    /** One recipient was phoned. Uses {@code recipient_pk}. */
    public void called(Connection connection, RecipientKey key) throws SQLException {
        execute(connection, ofKey(key, CALLED).then(CAN_BE_CALLED));
    }

    /** The call is taken back, or reached nobody. An address that was released before or meanwhile stays released. */
    public void notCalled(Connection connection, long blastId, Sql addresses) throws SQLException {
        execute(connection, atAddresses(addresses, WITHOUT_CALL, blastId).then(IS_CALLED));
    }

    /** The same for one recipient. */
    public void notCalled(Connection connection, RecipientKey key) throws SQLException {
        execute(connection, ofKey(key, WITHOUT_CALL).then(IS_CALLED));
    }

    /** Uses {@code recipient_uq_address}. */
    void released(@Observes AddressesReleased event) throws SQLException {
        execute(
                event.connection(),
                Sql.of("update recipient r set r.marks = r.marks | " + Marks.RELEASED + ", r.done = if(r.done = "
                                + FollowUp.OPEN.code() + ", " + FollowUp.RELEASED.code()
                                + ", r.done) where r.address_id in ")
                        .then(Sql.list(event.addressIds()))
                        .then(" and r.done in (" + FollowUp.OPEN.code() + ", " + CALLED + ")" + DID_NOT_ARRIVE));
    }

    private static Sql atAddresses(Sql addresses, String done, long blastId) {
        return Sql.of("update ")
                .then(addresses.inParentheses())
                .then(
                        " h straight_join recipient r on r.address_id = h.address_id and r.blast_id = ?"
                                + " set r.done = " + done + " where true",
                        blastId);
    }

    private static Sql ofKey(RecipientKey key, String done) {
        return Sql.of(
                "update recipient r set r.done = " + done + " where r.blast_id = ? and r.seq = ?",
                key.blastId(),
                key.seq());
    }

    private static void execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement update = sql.prepare(connection)) {
            update.executeUpdate();
        }
    }
}
