package org.tidings.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng: "Start-time Fair Queueing", 1996) with one flow per account and {@link Flow}. Ranges are claimed
 * in the order of their turns. The virtual time is the greatest turn claimed so far, and never decreases. A new range gets the virtual time or
 * the end of its flow, whichever is greater. A flow therefore gains nothing from being idle, and a flow with a thousand ranges gets the same
 * share as a flow with one.
 */
final class VirtualTime {

    /** The rows of {@code queue_clock}: few enough to read them all, enough that nodes rarely wait for the same row. */
    private static final int SLOTS = 16;

    private VirtualTime() {}

    /** Uses {@code queue_clock_pk}. */
    static long now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(turn), 0) from queue_clock");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Advances the virtual time to a claimed turn. */
    static void advance(Connection connection, String node, long turn) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into queue_clock (slot, turn) values (?, ?)"
                + " on duplicate key update turn = greatest(turn, values(turn))")) {
            upsert.setInt(1, Math.floorMod(node.hashCode(), SLOTS));
            upsert.setLong(2, turn);
            upsert.executeUpdate();
        }
    }

    /**
     * Reserves the next turns of a flow for a number of messages. Locks the flow until the end of the transaction.
     *
     * @return the first turn
     */
    static long take(Connection connection, long accountId, Flow flow, long messages) throws SQLException {
        long now = now(connection);
        long cost = messages * flow.cost();
        try (PreparedStatement upsert =
                connection.prepareStatement("insert into queue_flow (account_id, flow, next_turn) values (?, ?, ?)"
                        + " on duplicate key update next_turn = greatest(next_turn, ?) + ?")) {
            upsert.setLong(1, accountId);
            upsert.setInt(2, flow.code());
            upsert.setLong(3, now + cost);
            upsert.setLong(4, now);
            upsert.setLong(5, cost);
            upsert.executeUpdate();
        }
        try (PreparedStatement select =
                connection.prepareStatement("select next_turn from queue_flow where account_id = ? and flow = ?")) {
            select.setLong(1, accountId);
            select.setInt(2, flow.code());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1) - cost;
            }
        }
    }
}
