package org.tidings.embedded;

import java.util.Map;

/**
 * How to reach a running embedded database.
 *
 * @param port on 127.0.0.1
 * @param password of {@link #USERNAME}
 */
record DatabaseAccess(int port, String password) {
    static final String USERNAME = "tidings";
    static final String SCHEMA = "tidings";

    /**
     * Connector/J options; recommended for a server of your own too, apart from {@code sslMode}.
     *
     * <ul>
     *   <li>{@code useServerPrepStmts}, {@code cachePrepStmts}, {@code prepStmtCacheSize}, {@code
     *       prepStmtCacheSqlLimit}: a statement is parsed once a connection.
     *   <li>{@code rewriteBatchedStatements}: a JDBC batch of inserts goes out as one multi-row insert.
     *   <li>{@code connectionTimeZone}, {@code forceConnectionTimeZoneToSession}: times are UTC on the wire and in {@code
     *       now()}, whatever the zone of the two machines.
     *   <li>{@code useLocalSessionState}: no round trip to set what is set already (autocommit, isolation).
     *   <li>{@code sslMode=DISABLED}: the server listens on the loopback only, and making a certificate costs it seconds
     *       at each start.
     * </ul>
     *
     * <p>Left as they are: {@code useAffectedRows=false}, so an update counts the rows it <em>found</em> and a
     * conditional update that writes the same values again still reports its row (Hibernate's version checks rely on
     * it); {@code tinyInt1isBit=true}, which makes {@code boolean} columns Java booleans.
     *
     * @see <a href="https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html">
     *     Connector/J configuration properties</a>
     */
    private static final String OPTIONS = String.join(
            "&",
            "sslMode=DISABLED",
            "useServerPrepStmts=true",
            "cachePrepStmts=true",
            "prepStmtCacheSize=256",
            "prepStmtCacheSqlLimit=32768",
            "rewriteBatchedStatements=true",
            "connectionTimeZone=UTC",
            "forceConnectionTimeZoneToSession=true",
            "useLocalSessionState=true");

    String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA + "?" + OPTIONS;
    }

    /** The Quarkus settings that lead to this database. */
    Map<String, String> settings() {
        return Map.of(
                EmbeddedDatabaseConfigSource.URL, url(),
                EmbeddedDatabaseConfigSource.USERNAME, USERNAME,
                EmbeddedDatabaseConfigSource.PASSWORD, password);
    }

    @Override
    public String toString() {
        return "embedded database on port " + port; // without the password
    }
}
