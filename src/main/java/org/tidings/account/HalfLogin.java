package org.tidings.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PlatformConfig;

/**
 * A signed cookie between the steps of a login: whose password was right a moment ago, or whom the provider has logged in. It lets nobody in,
 * and it is worthless once the password changes.
 */
@ApplicationScoped
class HalfLogin {

    static final String COOKIE = "tidings-code";
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int PARTS = 6;

    private final Signatures signatures;
    private final Clock clock;
    private final boolean secure;

    HalfLogin(Signatures signatures, Clock clock, PlatformConfig config) {
        this.signatures = signatures;
        this.clock = clock;
        this.secure = "https".equals(config.baseUrl().getScheme());
    }

    /** What is asked for next. */
    enum Step {
        PASSWORD,
        CODE
    }

    /**
     * A login that was begun.
     *
     * @param identity whom the provider has logged in; null if the login began with the password
     */
    record Half(StaffMember staff, @Nullable ProvidedIdentity identity) {}

    void begin(RoutingContext request, Step step, StaffMember staff, @Nullable ProvidedIdentity identity) {
        long until = clock.instant().plus(LIFE).getEpochSecond();
        String value = String.join(".", "" + staff.accountId, "" + staff.id, "" + until, step.name(), encode(identity));
        set(request, value + "." + signatures.sign(signed(value, staff)), LIFE.toSeconds());
    }

    void end(RoutingContext request) {
        set(request, "", 0);
    }

    /** Who is to take this step; empty if there is nobody, or the step before it is too long ago. */
    @Transactional
    Optional<Half> read(RoutingContext request, Step step) {
        Cookie cookie = request.request().getCookie(COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.getValue().split("\\.", -1);
        if (parts.length != PARTS || !parts[3].equals(step.name())) {
            return Optional.empty();
        }
        Long account = number(parts[0]);
        Long id = number(parts[1]);
        Long until = number(parts[2]);
        if (account == null || id == null || until == null || clock.instant().isAfter(Instant.ofEpochSecond(until))) {
            return Optional.empty();
        }
        String value = String.join(".", "" + account, "" + id, "" + until, parts[3], parts[4]);
        return StaffMember.byId(account, id)
                .filter(staff -> staff.active && signatures.isValid(signed(value, staff), parts[5]))
                .map(staff -> new Half(staff, decode(parts[4])));
    }

    /** Neither an issuer nor a subject contains a space. */
    private static String encode(@Nullable ProvidedIdentity identity) {
        String text = identity == null ? "" : identity.issuer() + " " + identity.subject() + " " + identity.isNew();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable ProvidedIdentity decode(String encoded) {
        String[] words = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8).split(" ", -1);
        return words.length == 3 ? new ProvidedIdentity(words[0], words[1], Boolean.parseBoolean(words[2])) : null;
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
