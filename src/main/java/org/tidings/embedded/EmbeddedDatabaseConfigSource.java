package org.tidings.embedded;

import io.quarkus.runtime.ExecutionMode;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Answers the settings of the datasource with those of the embedded database, which it starts when first asked.
 *
 * <p>Asked while the application is being built it answers nothing: {@code mvn package} needs no database.
 */
final class EmbeddedDatabaseConfigSource implements ConfigSource {
    static final String URL = "quarkus.datasource.jdbc.url";
    static final String USERNAME = "quarkus.datasource.username";
    static final String PASSWORD = "quarkus.datasource.password";

    /** Below application.properties (250) and every other source: whatever is configured wins. */
    private static final int ORDINAL = 50;

    /** Tells the application that we serve, see PlatformConfig. */
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
            refused = true; // Quarkus goes on to ask for the other settings, and would print the sentence for each
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
