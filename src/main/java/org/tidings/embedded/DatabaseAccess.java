package org.tidings.embedded;

import java.util.Map;

/**
 * Connection details of a running embedded database.
 *
 * @param port on 127.0.0.1
 * @param password the password of {@link #USERNAME}
 */
record DatabaseAccess(int port, String password) {
    static final String USERNAME = "tidings";
    static final String SCHEMA = "tidings";

    /**
     * Connector/J options. Except for {@code sslMode}, they are also recommended for an external server.
     *
     * <ul>
     *   <li>{@code useServerPrepStmts}, {@code cachePrepStmts}, {@code prepStmtCacheSize}, {@code
     *       prepStmtCacheSqlLimit}: each statement is parsed once per connection.
     *   <li>{@code rewriteBatchedStatements}: a JDBC batch of inserts is sent as one multi-row insert.
     *   <li>{@code connectionTimeZone}, {@code forceConnectionTimeZoneToSession}: times are transferred in UTC and
     *       {@code now()} returns UTC, whatever the time zones of client and server.
     *   <li>{@code useLocalSessionState}: avoids round trips for session state that is already set (autocommit, isolation).
     *   <li>{@code sslMode=DISABLED}: the server listens on the loopback interface only, and generating a certificate takes seconds at each
     *       start.
     * </ul>
     *
     * <p>Two defaults matter. {@code useAffectedRows=false}: an update counts the rows it <em>found</em>, including rows whose values do not
     * change, which Hibernate's version checks rely on. {@code tinyInt1isBit=true}: {@code boolean} columns are read as Java booleans.
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

    /** The Quarkus settings for this database. */
    Map<String, String> settings() {
        return Map.of(
                EmbeddedDatabaseConfigSource.URL, url(),
                EmbeddedDatabaseConfigSource.USERNAME, USERNAME,
                EmbeddedDatabaseConfigSource.PASSWORD, password);
    }

    @Override
    public String toString() {
        return "embedded database on port " + port; // omits the password
    }
}
