package org.tidings.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng: "Start-time Fair Queueing", 1996) with the flows of accounts as flows. Ranges are claimed in
 * the order of their turns. The virtual time is the greatest turn claimed so far, and never falls. A range that arrives gets the virtual time
 * or the end of its flow, whichever is greater, so that a flow that was idle gains nothing by it, and a flow with a thousand ranges gets the
 * share of one.
 */
final class VirtualTime {

    /** Nodes share so few rows that reading all is cheap, and so many that they seldom wait for each other. */
    private static final int SLOTS = 16;

    private VirtualTime() {}

    /** By {@code queue_clock_pk}. */
    static long now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(turn), 0) from queue_clock");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Moves the virtual time forward to a turn that was claimed. */
    static void advance(Connection connection, String node, long turn) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into queue_clock (slot, turn) values (?, ?)"
                + " on duplicate key update turn = greatest(turn, values(turn))")) {
            upsert.setInt(1, Math.floorMod(node.hashCode(), SLOTS));
            upsert.setLong(2, turn);
            upsert.executeUpdate();
        }
    }

    /**
     * Takes the next place in a flow, for so many messages. Locks the flow until the end of the transaction.
     *
     * @return the turn at which they start
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
