package org.tidings.platform.database;

import java.util.Map;
import liquibase.configuration.AbstractMapConfigurationValueProvider;

/** Liquibase's own settings, which Quarkus does not offer: it reports to the log instead of to standard output, and to nobody else. */
public final class QuietLiquibase extends AbstractMapConfigurationValueProvider {
    private static final Map<String, String> SETTINGS =
            Map.of("liquibase.uiService", "LOGGER", "liquibase.analytics.enabled", "false");

    /** Between Liquibase's defaults and what someone sets by system property or environment variable (200). */
    private static final int PRECEDENCE = 10;

    @Override
    protected Map<?, ?> getMap() {
        return SETTINGS;
    }

    @Override
    protected String getSourceDescription() {
        return getClass().getSimpleName();
    }

    @Override
    public int getPrecedence() {
        return PRECEDENCE;
    }
}
