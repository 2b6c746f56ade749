package org.tidings.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an operator sets for the installation as a whole. */
@ConfigMapping(prefix = "tidings")
public interface PlatformConfig {
    /**
     * The public address of this installation, which every link in a mail starts with. Recipients' mail programs must be
     * able to reach it, and it must stay reachable for as long as links in old mails are to work. Never ends in a slash.
     */
    @WithDefault("http://localhost:${quarkus.http.port:8080}")
    @WithConverter(BaseUrlConverter.class)
    URI baseUrl();

    /** Folder of the embedded database and the generated secret; relative to the folder the process was started in. */
    @WithDefault("data")
    Path dataDir();

    /**
     * Keys of every signed link, comma-separated. The first signs, all verify: to rotate, put a new one in front and keep
     * the old ones, since links in old mails are to work for ever. All nodes must share them. Without any, one is made
     * and kept, see {@link SigningSecrets}.
     */
    Optional<List<String>> secret();

    /** Whether the embedded database serves. Not for operators: it follows from {@code quarkus.datasource.jdbc.url}. */
    @WithDefault("false")
    boolean embeddedDatabase();
}
