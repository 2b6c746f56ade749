package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorDefaultsTest {

    @Test
    void withoutARelayTheMailerUsesTheSimulator() {
        SmallRyeConfig config = running(Map.of());
        assertThat(config.getConfigMapping(SimulatorConfig.class).active()).isTrue();
        assertThat(config.getConfigValue("quarkus.mailer.host").getValue()).isEqualTo("127.0.0.1");
        assertThat(config.getConfigValue("quarkus.mailer.start-tls").getValue()).isEqualTo("DISABLED");
        assertThat(config.getConfigValue("quarkus.mailer.port").getValue())
                .isEqualTo(config.getConfigValue("tidings.simulator.port").getValue())
                .isEqualTo(Integer.toString(SimulatorPort.number()));
    }

    @Test
    void configuredRelayTakesPrecedence() {
        SmallRyeConfig config = running(Map.of("quarkus.mailer.host", "smtp.studio.example"));
        assertThat(config.getConfigMapping(SimulatorConfig.class).active()).isFalse();
        assertThat(config.getConfigValue("quarkus.mailer.host").getValue()).isEqualTo("smtp.studio.example");
        assertThat(config.getConfigValue("quarkus.mailer.port").getValue()).isNull();
    }

    @Test
    void portAloneIsALocalRelay() {
        SmallRyeConfig config = running(Map.of("quarkus.mailer.port", "2599"));
        assertThat(config.getConfigMapping(SimulatorConfig.class).active()).isFalse();
    }

    @Test
    void disabledSimulatorProvidesNothing() {
        SmallRyeConfig config = running(Map.of("tidings.simulator", "false"));
        assertThat(config.getConfigMapping(SimulatorConfig.class).active()).isFalse();
        assertThat(config.getConfigValue("quarkus.mailer.port").getValue()).isNull();
    }

    @Test
    void configuredPortIsUsedByMailerAndSimulator() {
        SmallRyeConfig config = running(Map.of("tidings.simulator.port", "2599"));
        assertThat(config.getConfigMapping(SimulatorConfig.class).port()).isEqualTo(2599);
        assertThat(config.getConfigValue("quarkus.mailer.port").getValue()).isEqualTo("2599");
    }

    @Test
    void providesNothingAtBuildTime() {
        SmallRyeConfig config = config(Map.of(), true);
        assertThat(config.getConfigValue("quarkus.mailer.port").getValue()).isNull();
        assertThat(config.isPropertyPresent("quarkus.mailer.start-tls")).isFalse();
    }

    @Test
    void defaults() {
        SimulatorConfig config = config(Map.of(), true).getConfigMapping(SimulatorConfig.class);
        assertThat(config.active()).isFalse();
        assertThat(config.port()).isZero();
        assertThat(config.readingTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.keptMessages()).isEqualTo(5000);
        assertThat(config.keptBytes().asLongValue()).isEqualTo(32 << 20);
        assertThat(config.waitingBytes().asLongValue()).isEqualTo(32 << 20);
        assertThat(config.concurrency()).isEqualTo(8);
    }

    @Test
    void chosenPortStaysBoundUntilTheListenerTakesItOver() throws IOException {
        int port = SimulatorPort.number();
        assertThat(SimulatorPort.number()).isEqualTo(port);
        try (ServerSocket socket = SimulatorPort.open(port)) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
            assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
        }
        try (ServerSocket again = SimulatorPort.open(port)) {
            assertThat(again.getLocalPort()).as("a restart in the same process").isEqualTo(port);
        }
    }

    private static SmallRyeConfig running(Map<String, String> configured) {
        return config(configured, false);
    }

    private static SmallRyeConfig config(Map<String, String> configured, boolean building) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValue("quarkus.mailer.host", "localhost")
                .withSources(new PropertiesConfigSource(configured, "application.properties", 250))
                .withSources(new SimulatorDefaults(() -> building))
                .withMapping(SimulatorConfig.class)
                .build();
    }
}
