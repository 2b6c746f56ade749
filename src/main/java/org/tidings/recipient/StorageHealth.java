package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.tidings.platform.PlatformConfig;

/** The data directory, on which hits are kept while the database is unavailable: octets that are kept, and octets that are free. Always up. */
@Readiness
@ApplicationScoped
class StorageHealth implements HealthCheck {

    private final EventIntake intake;
    private final Path folder;

    StorageHealth(EventIntake intake, PlatformConfig config) {
        this.intake = intake;
        this.folder = config.dataDir();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("Storage").up().withData("spooled", intake.spooled());
        try {
            Path existing =
                    Files.exists(folder) ? folder : folder.toAbsolutePath().getRoot();
            health.withData("free", Files.getFileStore(existing).getUsableSpace())
                    .withData("directory", Files.isWritable(existing) ? "writable" : "not writable: " + folder);
        } catch (IOException failure) {
            health.withData("directory", "cannot be read: " + failure.getMessage());
        }
        return health.build();
    }
}
