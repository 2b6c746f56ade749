package org.tidings.platform;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The generated secret of an installation without a configured one. Created on first use, then persisted. */
@Singleton
class PersistentSecret {
    private static final String NAME = "secret";

    private final PlatformConfig config;
    private final DataSource datasource;

    PersistentSecret(PlatformConfig config, DataSource datasource) {
        this.config = config;
        this.datasource = datasource;
    }

    String get() {
        return config.embeddedDatabase()
                ? PrivateFile.randomSecret(config.dataDir().resolve(NAME))
                : inDatabase();
    }

    /** The first node to insert wins; every node then reads the stored value. */
    private String inDatabase() {
        try (var connection = datasource.getConnection()) {
            StoredSecret.offer(connection, PrivateFile.randomSecret());
            return StoredSecret.read(connection)
                    .orElseThrow(() -> new IllegalStateException("The table installation has no secret"));
        } catch (SQLException e) {
            throw new IllegalStateException("The signing secret cannot be read from the table installation", e);
        }
    }
}
