package org.tidings.account.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Login with an OpenID Connect provider, such as the directory of a company, beside passwords. Off without an issuer. */
@ConfigMapping(prefix = "tidings.oidc")
public interface OidcConfig {

    /**
     * The issuer identifier, exactly as the provider's metadata spell it: an https URL, or an http URL of this machine. The metadata are read
     * from {@code <issuer>/.well-known/openid-configuration} when somebody logs in (OpenID Connect Discovery 1.0, section 4).
     */
    Optional<URI> issuer();

    /** Required with {@code issuer}: the name under which Tidings is registered at the provider. */
    Optional<String> clientId();

    /** Required with {@code issuer}: the password of the client. */
    Optional<String> clientSecret();

    /** What the button on the login page says: "Log in with NAME". The host of the issuer if unset. */
    Optional<String> name();

    /**
     * Whether the provider's login replaces our second step. Set it only where the provider asks everybody for a second factor: then neither
     * people who have a second step are asked for its code, nor are people without one sent to set it up in an account that requires it.
     */
    @WithDefault("false")
    boolean countsAsSecondStep();
}
