package org.tidings.embedded;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Configures the embedded MariaDB when no {@code quarkus.datasource.jdbc.url} is set. A configured URL is used unchanged; see
 * {@link DatabaseAccess} for the recommended options.
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
