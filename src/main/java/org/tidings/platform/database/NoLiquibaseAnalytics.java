package org.tidings.platform.database;

import java.util.Map;
import liquibase.configuration.AbstractMapConfigurationValueProvider;

/**
 * Disables the usage reports of Liquibase, for which Quarkus has no setting.
 *
 * @see <a href="https://docs.liquibase.com/analytics">Liquibase analytics</a>
 */
public final class NoLiquibaseAnalytics extends AbstractMapConfigurationValueProvider {
    private static final Map<String, String> SETTINGS = Map.of("liquibase.analytics.enabled", "false");

    /** Above the defaults of Liquibase, below system properties and environment variables (200). */
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
