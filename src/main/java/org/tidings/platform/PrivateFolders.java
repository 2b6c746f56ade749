package org.tidings.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Creates the folders that hold customers' data, before Quarkus creates them readable for everybody, and deletes uploads that a killed process
 * left behind.
 */
@Singleton
class PrivateFolders {

    private static final Logger LOG = Logger.getLogger(PrivateFolders.class);

    /** Longer than any upload takes, because another process can share the folder. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final List<Path> folders;
    private final Path uploads;
    private final Clock clock;

    PrivateFolders(
            PlatformConfig config,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path uploads,
            Clock clock) {
        this.folders = List.of(config.dataDir(), uploads);
        this.uploads = uploads;
        this.clock = clock;
    }

    void create(@Observes StartupEvent event) {
        for (Path folder : folders) {
            try {
                PrivateFile.folder(folder);
            } catch (IOException failure) {
                LOG.warnf("Cannot create %s: %s", folder, failure);
            }
        }
        try {
            deleteAbandoned(uploads, clock.instant().minus(ABANDONED));
        } catch (IOException failure) {
            LOG.warnf("Cannot delete old files in %s: %s", uploads, failure);
        }
    }

    static void deleteAbandoned(Path folder, Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.delete(file);
                }
            }
        }
    }
}
