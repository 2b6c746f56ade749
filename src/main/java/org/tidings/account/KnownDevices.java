package org.tidings.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.tidings.platform.PlatformConfig;

/** A signed cookie that says on which devices a person has logged in before. It lets nobody in; it only separates the counters of failures. */
@ApplicationScoped
class KnownDevices {

    static final String COOKIE = "tidings-device";
    private static final Duration LIFE = Duration.ofDays(365);

    private final Signatures signatures;
    private final boolean secure;

    KnownDevices(Signatures signatures, PlatformConfig config) {
        this.signatures = signatures;
        this.secure = "https".equals(config.baseUrl().getScheme());
    }

    /** The device of this request, if this person has logged in on it. */
    Optional<String> read(RoutingContext request, String email) {
        Cookie cookie = request.request().getCookie(COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.getValue().split("\\.", -1);
        return parts.length == 2 && signatures.isValid(text(parts[0], email), parts[1])
                ? Optional.of(parts[0])
                : Optional.empty();
    }

    /** Marks the device of this request. */
    void remember(RoutingContext request, String email) {
        String device = RandomTokens.random();
        request.response()
                .addCookie(Cookie.cookie(COOKIE, device + "." + signatures.sign(text(device, email)))
                        .setPath("/login")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(LIFE.toSeconds()));
    }

    private static String text(String device, String email) {
        return "device " + device + " " + email;
    }
}
