package org.tidings.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PersistentSecretTest {
    @Inject
    PlatformConfig config;

    @Inject
    DataSource datasource;

    @Inject
    SigningSecrets secrets;

    @Test
    void isStoredInTheDataDirectoryWithTheEmbeddedDatabase() {
        var kept = new PersistentSecret(config, datasource).get();

        assertThat(config.dataDir().resolve("secret")).hasContent(kept);
        assertThat(secrets.keys()).containsExactly(kept.getBytes(UTF_8));
    }

    @Test
    void isSharedByAllNodesOfADatabase() {
        var one = new PersistentSecret(externalDatabase(), datasource).get();
        var other = new PersistentSecret(externalDatabase(), datasource).get();

        assertThat(one).matches("[0-9a-f]{64}").isEqualTo(other);
    }

    private static PlatformConfig externalDatabase() {
        return new PlatformConfig() {
            @Override
            public URI baseUrl() {
                return URI.create("http://localhost:8080");
            }

            @Override
            public Path dataDir() {
                throw new UnsupportedOperationException("a node's own disk must not matter");
            }

            @Override
            public Optional<List<String>> secret() {
                return Optional.empty();
            }

            @Override
            public boolean embeddedDatabase() {
                return false;
            }
        };
    }
}
