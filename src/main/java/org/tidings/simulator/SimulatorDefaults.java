package org.tidings.simulator;

import io.quarkus.runtime.ExecutionMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Enables the simulator and points the Quarkus mailer at it if no relay is configured. Its ordinal is lower than that of all user
 * configuration, which takes precedence.
 */
public final class SimulatorDefaults implements ConfigSourceFactory {
    /** Lower than application.properties (250), higher than the Quarkus defaults. */
    static final int ORDINAL = 10;

    static final String SWITCH = "tidings.simulator";
    static final String PORT = "tidings.simulator.port";
    static final String RELAYS = "tidings.delivery.relays.";
    static final String MAILER_HOST = "quarkus.mailer.host";
    static final String MAILER_PORT = "quarkus.mailer.port";
    static final String MAILER_START_TLS = "quarkus.mailer.start-tls";
    static final String MAILER_TLS = "quarkus.mailer.tls";
    static final String MAILER_LOGIN = "quarkus.mailer.login";

    private final BooleanSupplier building;

    /** Provides nothing at build time: a build must not open a port or record it in the application. */
    public SimulatorDefaults() {
        this(() -> ExecutionMode.current() == ExecutionMode.UNSET);
    }

    SimulatorDefaults(BooleanSupplier building) {
        this.building = building;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String wanted = configured(context, SWITCH);
        if (isRelayConfigured(context) || (wanted != null && !Boolean.parseBoolean(wanted))) {
            return List.of();
        }
        return List.of(new Source(configured(context, PORT), building));
    }

    private static boolean isRelayConfigured(ConfigSourceContext context) {
        boolean listed = false;
        for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
            listed |= names.next().startsWith(RELAYS);
        }
        return listed || configured(context, MAILER_HOST) != null || configured(context, MAILER_PORT) != null;
    }

    /** The configured value; null if there is only a library default. */
    private static @Nullable String configured(ConfigSourceContext context, String key) {
        ConfigValue value = context.getValue(key);
        boolean byPerson = value != null && value.getConfigSourceOrdinal() > ORDINAL;
        return byPerson ? value.getValue() : null;
    }

    private record Source(@Nullable String port, BooleanSupplier building) implements ConfigSource {
        private static final Set<String> KEYS =
                Set.of(SWITCH, PORT, MAILER_HOST, MAILER_PORT, MAILER_START_TLS, MAILER_TLS, MAILER_LOGIN);

        @Override
        public Set<String> getPropertyNames() {
            return building.getAsBoolean() ? Set.of() : KEYS;
        }

        @Override
        public @Nullable String getValue(String key) {
            if (building.getAsBoolean()) {
                return null;
            }
            return switch (key) {
                case SWITCH -> "true";
                case PORT, MAILER_PORT -> port != null ? port : Integer.toString(SimulatorPort.number());
                case MAILER_HOST -> "127.0.0.1";
                case MAILER_START_TLS, MAILER_LOGIN -> "DISABLED";
                case MAILER_TLS -> "false";
                default -> null;
            };
        }

        @Override
        public String getName() {
            return "simulator (no mail relay configured)";
        }

        @Override
        public int getOrdinal() {
            return ORDINAL;
        }
    }
}
