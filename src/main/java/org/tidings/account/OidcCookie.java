package org.tidings.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.tidings.account.oidc.OidcAttempt;
import org.tidings.platform.PlatformConfig;

/** Keeps the secrets of a login with the provider in the browser that began it. Signed, and read once. */
@ApplicationScoped
class OidcCookie {

    /** With https, only this host can set it, so nobody can plant a login (RFC 6265bis, section 4.1.3.2). */
    static final String NAME = "tidings-oidc";

    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int PARTS = 6;

    private final Signatures signatures;
    private final Clock clock;
    private final boolean secure;
    private final String name;

    OidcCookie(Signatures signatures, Clock clock, PlatformConfig config) {
        this.signatures = signatures;
        this.clock = clock;
        this.secure = "https".equals(config.baseUrl().getScheme());
        this.name = (secure ? "__Host-" : "") + NAME;
    }

    /**
     * A login that was begun.
     *
     * @param next the page to open afterwards
     */
    record Begun(OidcAttempt attempt, String next) {}

    void set(RoutingContext request, OidcAttempt attempt, String next) {
        long until = clock.instant().plus(LIFE).getEpochSecond();
        String page = Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
        String value = String.join(".", attempt.state(), attempt.nonce(), attempt.verifier(), page, "" + until);
        set(request, value + "." + signatures.sign(signed(value)), LIFE.toSeconds());
    }

    /** The login that this browser began; empty if there is none or it is too long ago. Removes the cookie. */
    Optional<Begun> consume(RoutingContext request) {
        Cookie cookie = request.request().getCookie(name);
        if (cookie == null) {
            return Optional.empty();
        }
        String value = cookie.getValue();
        set(request, "", 0);
        String[] parts = value.split("\\.", -1);
        boolean isOurs = parts.length == PARTS
                && signatures.isValid(signed(value.substring(0, value.lastIndexOf('.'))), parts[PARTS - 1]);
        if (!isOurs || clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(parts[4])))) {
            return Optional.empty();
        }
        String next = new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.UTF_8);
        return Optional.of(new Begun(new OidcAttempt(parts[0], parts[1], parts[2]), next));
    }

    private static String signed(String value) {
        return "login with the provider " + value;
    }

    /** A browser sends a strict cookie with no request that the provider's page leads to. */
    private void set(RoutingContext request, String value, long seconds) {
        request.response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(seconds));
    }
}
