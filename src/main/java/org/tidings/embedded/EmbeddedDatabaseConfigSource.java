package org.tidings.embedded;

import io.quarkus.runtime.ExecutionMode;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Provides the datasource settings of the embedded database and starts it on first access.
 *
 * <p>Provides nothing at build time: {@code mvn package} needs no database.
 */
final class EmbeddedDatabaseConfigSource implements ConfigSource {
    static final String URL = "quarkus.datasource.jdbc.url";
    static final String USERNAME = "quarkus.datasource.username";
    static final String PASSWORD = "quarkus.datasource.password";

    /** Lower than application.properties (250) and all other sources: configured values take precedence. */
    private static final int ORDINAL = 50;

    /** Set to true when the embedded database is in use, see PlatformConfig. */
    private static final String MARKER = "tidings.embedded-database";

    private static final Set<String> NAMES = Set.of(URL, USERNAME, PASSWORD, MARKER);

    private final Path dataFolder;
    private volatile boolean refused;

    EmbeddedDatabaseConfigSource(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    @Override
    public @Nullable String getValue(String name) {
        if (!NAMES.contains(name) || refused || !applicationIsStarting()) {
            return null;
        }
        if (name.equals(MARKER)) {
            return "true";
        }
        try {
            return EmbeddedDatabase.running(dataFolder).settings().get(name);
        } catch (EmbeddedDatabaseException e) {
            refused = true; // Quarkus reads the other settings next and would print the message for each
            throw e;
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return applicationIsStarting() ? NAMES : Set.of();
    }

    @Override
    public String getName() {
        return "embedded database in " + dataFolder;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    private static boolean applicationIsStarting() {
        var mode = ExecutionMode.current();
        return mode == ExecutionMode.RUNTIME_INIT || mode == ExecutionMode.RUNNING;
    }
}
