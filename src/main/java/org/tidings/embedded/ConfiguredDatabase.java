package org.tidings.embedded;

import com.mysql.cj.jdbc.Driver;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Connects to the application's database, for commands that run without starting the application. */
public final class ConfiguredDatabase {

    private ConfiguredDatabase() {}

    /**
     * Connects with the application's settings. Without a {@code quarkus.datasource.jdbc.url}, starts the embedded database until this process
     * ends.
     *
     * @throws SQLException when the connection fails, with a message for the operator
     */
    public static Connection connect() throws SQLException {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        return connect(config.getOptionalValue(EmbeddedDatabaseConfigSource.URL, String.class)
                .map(url -> Map.of(
                        EmbeddedDatabaseConfigSource.URL, url,
                        EmbeddedDatabaseConfigSource.USERNAME, text(config, EmbeddedDatabaseConfigSource.USERNAME),
                        EmbeddedDatabaseConfigSource.PASSWORD, text(config, EmbeddedDatabaseConfigSource.PASSWORD)))
                .orElseGet(() -> embedded(config)));
    }

    private static Connection connect(Map<String, String> settings) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", settings.getOrDefault(EmbeddedDatabaseConfigSource.USERNAME, ""));
        login.setProperty("password", settings.getOrDefault(EmbeddedDatabaseConfigSource.PASSWORD, ""));
        Connection connection =
                new Driver().connect(settings.getOrDefault(EmbeddedDatabaseConfigSource.URL, ""), login);
        if (connection == null) {
            throw new SQLException(EmbeddedDatabaseConfigSource.URL + " must start with jdbc:mysql:");
        }
        return connection;
    }

    private static Map<String, String> embedded(SmallRyeConfig config) {
        Path folder = Path.of(
                config.getOptionalValue("tidings.data-dir", String.class).orElse("data"));
        return EmbeddedDatabase.running(folder.toAbsolutePath().normalize()).settings();
    }

    private static String text(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }
}
