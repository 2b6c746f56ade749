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
     * Without TLS: the server listens on the loopback interface only, and generating a certificate takes seconds at each start. The options
     * that hold for every server are in {@code application.properties}.
     *
     * <p>Two defaults of Connector/J matter. {@code useAffectedRows=false}: an update counts the rows it <em>found</em>, including rows whose
     * values do not change, which Hibernate's version checks rely on. {@code tinyInt1isBit=true}: {@code boolean} columns are read as Java
     * booleans.
     *
     * @see <a href="https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html">
     *     Connector/J configuration properties</a>
     */
    String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA + "?sslMode=DISABLED";
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
