package org.tidings.account.oidc;

import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.tidings.platform.PlatformConfig;

/** The provider of the configuration, but its login counts as the second step. */
@Vetoed
public final class CountingSignOn extends SingleSignOn {

    public CountingSignOn(Clock clock) {
        super(mapping(OidcConfig.class), mapping(PlatformConfig.class), clock);
    }

    private static <T> T mapping(Class<T> type) {
        return ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(type);
    }

    @Override
    public boolean countsAsSecondStep() {
        return true;
    }
}
