package org.tidings.embedded;

import com.mysql.cj.jdbc.Driver;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Connects to the application's database, for commands that run without starting the application. */
public final class ConfiguredDatabase {

    private ConfiguredDatabase() {}

    /**
     * Connects with the application's settings. Without a {@code quarkus.datasource.jdbc.url}, uses the embedded database, which may be in use
     * by the application; otherwise it is started until this process ends.
     *
     * @throws SQLException when the connection fails, with a message for the operator
     */
    public static Connection connect() throws SQLException {
        SmallRyeConfig config = config();
        Optional<String> url = config.getOptionalValue(EmbeddedDatabaseConfigSource.URL, String.class);
        if (url.isEmpty()) {
            return connect(dataFolder());
        }
        return connect(Map.of(
                EmbeddedDatabaseConfigSource.URL, url.get(),
                EmbeddedDatabaseConfigSource.USERNAME, text(config, EmbeddedDatabaseConfigSource.USERNAME),
                EmbeddedDatabaseConfigSource.PASSWORD, text(config, EmbeddedDatabaseConfigSource.PASSWORD)));
    }

    /** Connects to the embedded database of a data directory. */
    public static Connection connect(Path dataFolder) throws SQLException {
        return connect(EmbeddedDatabase.reachable(dataFolder.toAbsolutePath().normalize())
                .settings());
    }

    /** Whether the application would use the embedded database. */
    public static boolean isEmbedded() {
        return config().getOptionalValue(EmbeddedDatabaseConfigSource.URL, String.class)
                .isEmpty();
    }

    /** {@code tidings.data-dir}. */
    public static Path dataFolder() {
        return Path.of(
                config().getOptionalValue("tidings.data-dir", String.class).orElse("data"));
    }

    private static SmallRyeConfig config() {
        return ConfigUtils.configBuilder().build();
    }

    private static Connection connect(Map<String, String> settings) throws SQLException {
        Properties options = new Properties();
        options.setProperty("user", settings.getOrDefault(EmbeddedDatabaseConfigSource.USERNAME, ""));
        options.setProperty("password", settings.getOrDefault(EmbeddedDatabaseConfigSource.PASSWORD, ""));
        options.setProperty("rewriteBatchedStatements", "true");
        options.setProperty("connectionTimeZone", "UTC");
        options.setProperty("forceConnectionTimeZoneToSession", "true");
        Connection connection =
                new Driver().connect(settings.getOrDefault(EmbeddedDatabaseConfigSource.URL, ""), options);
        if (connection == null) {
            throw new SQLException(EmbeddedDatabaseConfigSource.URL + " must start with jdbc:mysql:");
        }
        return connection;
    }

    private static String text(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }
}
