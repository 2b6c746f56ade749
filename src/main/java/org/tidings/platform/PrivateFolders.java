package org.tidings.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Creates the folders that hold customers' data, before Quarkus creates them readable for everybody. */
@Singleton
class PrivateFolders {

    private static final Logger LOG = Logger.getLogger(PrivateFolders.class);

    private final List<Path> folders;

    PrivateFolders(PlatformConfig config, @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path uploads) {
        this.folders = List.of(config.dataDir(), uploads);
    }

    void create(@Observes StartupEvent event) {
        for (Path folder : folders) {
            try {
                PrivateFile.folder(folder);
            } catch (IOException failure) {
                LOG.warnf("Cannot create %s: %s", folder, failure);
            }
        }
    }
}
