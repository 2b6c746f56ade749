package org.tidings.embedded;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Lends the application the embedded MariaDB where no {@code quarkus.datasource.jdbc.url} is configured. A configured
 * URL is used as it is; see {@link DatabaseAccess} for the options that it should carry.
 */
public final class EmbeddedDatabaseConfigFactory implements ConfigSourceFactory {
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var url = context.getValue(EmbeddedDatabaseConfigSource.URL);
        if (url != null && url.getValue() != null && !url.getValue().isBlank()) {
            return List.of();
        }
        var dataDir = context.getValue("tidings.data-dir");
        var folder = dataDir == null || dataDir.getValue() == null ? "data" : dataDir.getValue();
        return List.of(new EmbeddedDatabaseConfigSource(
                Path.of(folder).toAbsolutePath().normalize()));
    }
}
