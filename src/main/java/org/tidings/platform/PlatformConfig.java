package org.tidings.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of the whole installation. */
@ConfigMapping(prefix = "tidings")
public interface PlatformConfig {
    /**
     * The public URL of this installation; every link in a message starts with it. It must be reachable for recipients, and must stay
     * reachable for links in old messages to work. Trailing slashes are removed.
     */
    @WithDefault("http://localhost:${quarkus.http.port:8080}")
    @WithConverter(BaseUrlConverter.class)
    URI baseUrl();

    /**
     * Directory of the embedded database, the generated secret, the spool and uploads; relative to the working directory. Only its owner can
     * read it (mode 0700).
     */
    @WithDefault("data")
    Path dataDir();

    /**
     * Keys for signed links, comma-separated. The first key signs, all keys verify. To rotate, add a new key in front and keep the old ones:
     * links in old messages depend on them. All nodes must have the same keys. If unset, a key is generated and stored, see
     * {@link SigningSecrets}.
     */
    Optional<List<String>> secret();

    /** Whether the embedded database is in use. Not for operators: derived from {@code quarkus.datasource.jdbc.url}. */
    @WithDefault("false")
    boolean embeddedDatabase();
}
