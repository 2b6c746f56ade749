package org.tidings.account.oidc;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.tidings.platform.PlatformConfig;

/** The provider of the configuration, if there is one; in templates {@code {inject:singleSignOn.on}}. */
@Named("singleSignOn")
@ApplicationScoped
public class SingleSignOn {

    private static final String START = "/login/oidc";

    /** Where the provider sends the browser back to; to be registered there after the base URL. */
    public static final String CALLBACK = START + "/callback";

    private static final int LONGEST_ISSUER = 255;

    private final OidcConfig config;
    private final PlatformConfig platform;
    private final Optional<OidcProvider> provider;

    SingleSignOn(OidcConfig config, PlatformConfig platform, Clock clock) {
        this.config = config;
        this.platform = platform;
        this.provider = config.issuer().map(issuer -> provider(issuer, clock));
    }

    /** Creates this bean at startup, so that a wrong setting is found then. Asks the provider nothing. */
    void start(@Observes StartupEvent event) {}

    private OidcProvider provider(URI issuer, Clock clock) {
        if (!ProviderHttp.isSafe(issuer)
                || issuer.getQuery() != null
                || issuer.toString().length() > LONGEST_ISSUER) {
            throw new IllegalStateException("tidings.oidc.issuer must be an https URL without a query: " + issuer);
        }
        return new OidcProvider(
                issuer,
                required(config.clientId(), "client-id"),
                required(config.clientSecret(), "client-secret"),
                URI.create(platform.baseUrl() + CALLBACK),
                clock);
    }

    private static String required(Optional<String> value, String key) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "tidings.oidc.issuer is set, so tidings.oidc." + key + " must be too"));
    }

    public boolean isOn() {
        return provider.isPresent();
    }

    /** For people, such as "Google". */
    public String name() {
        return config.name()
                .filter(name -> !name.isBlank())
                .or(() -> config.issuer().map(URI::getHost))
                .orElse("");
    }

    /** The path that begins a login, after which the page {@code next} opens. */
    public String link(String next) {
        return START + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** Whether somebody whom the provider has logged in needs no second step here. */
    public boolean countsAsSecondStep() {
        return config.countsAsSecondStep();
    }

    /** Empty if none is configured. */
    public Optional<OidcProvider> provider() {
        return provider;
    }
}
