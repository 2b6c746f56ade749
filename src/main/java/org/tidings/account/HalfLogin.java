package org.tidings.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PlatformConfig;

/**
 * A signed cookie that says whose password was right a moment ago, or whom the provider has logged in, between the two steps of a login. It lets nobody in, and it is worthless once
 * the password changes.
 */
@ApplicationScoped
class HalfLogin {

    static final String COOKIE = "tidings-code";
    static final Duration LIFE = Duration.ofMinutes(10);

    private final Signatures signatures;
    private final Clock clock;
    private final boolean secure;

    HalfLogin(Signatures signatures, Clock clock, PlatformConfig config) {
        this.signatures = signatures;
        this.clock = clock;
        this.secure = "https".equals(config.baseUrl().getScheme());
    }

    void begin(RoutingContext request, StaffMember staff) {
        long until = clock.instant().plus(LIFE).getEpochSecond();
        String value = staff.accountId + "." + staff.id + "." + until;
        set(request, value + "." + signatures.sign(signed(value, staff)), LIFE.toSeconds());
    }

    void end(RoutingContext request) {
        set(request, "", 0);
    }

    /** Whose password was right; empty if that is too long ago. */
    @Transactional
    Optional<StaffMember> read(RoutingContext request) {
        Cookie cookie = request.request().getCookie(COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.getValue().split("\\.", -1);
        Long account = parts.length == 4 ? number(parts[0]) : null;
        Long id = parts.length == 4 ? number(parts[1]) : null;
        Long until = parts.length == 4 ? number(parts[2]) : null;
        if (account == null || id == null || until == null || clock.instant().isAfter(Instant.ofEpochSecond(until))) {
            return Optional.empty();
        }
        String value = account + "." + id + "." + until;
        return StaffMember.byId(account, id)
                .filter(staff -> staff.active && signatures.isValid(signed(value, staff), parts[3]));
    }

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,15}") ? Long.valueOf(text) : null;
    }

    private static String signed(String value, StaffMember staff) {
        return "half login " + value + " " + staff.passwordHash;
    }

    /** Not strict: a browser sends no strict cookie with the request that follows a login at the provider. */
    private void set(RoutingContext request, String value, long seconds) {
        request.response()
                .addCookie(Cookie.cookie(COOKIE, value)
                        .setPath("/login")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(seconds));
    }
}
