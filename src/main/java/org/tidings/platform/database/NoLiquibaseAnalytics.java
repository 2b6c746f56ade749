package org.tidings.platform.database;

import java.util.Map;
import liquibase.configuration.AbstractMapConfigurationValueProvider;

/**
 * Keeps Liquibase from reporting its use to its makers, which Quarkus offers no setting for.
 *
 * @see <a href="https://docs.liquibase.com/analytics">Liquibase analytics</a>
 */
public final class NoLiquibaseAnalytics extends AbstractMapConfigurationValueProvider {
    private static final Map<String, String> SETTINGS = Map.of("liquibase.analytics.enabled", "false");

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
