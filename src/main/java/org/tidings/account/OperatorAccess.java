package org.tidings.account;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.tidings.platform.Network;
import org.tidings.platform.PlatformConfig;

/**
 * The login of the operator, which belongs to no account: one password from the configuration. It opens the operator's page and nothing else,
 * and no login of staff opens that page.
 */
@ApplicationScoped
class OperatorAccess {

    static final String COOKIE = "tidings-operator";

    /** No second step protects it, so it is longer than a password of staff. */
    static final int SHORTEST = 20;

    /** Short, because the page is for single tasks; use does not extend it. */
    static final Duration LIFE = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(OperatorAccess.class);

    private final OperatorConfig config;
    private final LoginThrottle throttle;
    private final Clock clock;
    private final boolean secure;
    private final String cookieName;

    OperatorAccess(OperatorConfig config, LoginThrottle throttle, Clock clock, PlatformConfig platform) {
        this.config = config;
        this.throttle = throttle;
        this.clock = clock;
        this.secure = "https".equals(platform.baseUrl().getScheme());
        this.cookieName = (secure ? "__Secure-" : "") + COOKIE;
    }

    void start(@Observes StartupEvent event) {
        check(config.password());
    }

    static void check(Optional<String> password) {
        Optional<String> tooShort = password.filter(text -> text.length() < SHORTEST)
                .map(text -> "Use at least " + SHORTEST + " characters.");
        tooShort.or(() -> password.flatMap(text -> Passwords.problem(text))).ifPresent(problem -> {
            throw new IllegalStateException("tidings.operator.password cannot be used. " + problem);
        });
    }

    boolean isOn() {
        return config.password().isPresent();
    }

    /**
     * Checks the password, throttled like those of staff, and begins a session.
     *
     * @return how long to wait before it is checked; empty when it was checked and is wrong; zero when it is right
     */
    Optional<Duration> logIn(RoutingContext request, String typed) {
        String remoteAddress = request.request().remoteAddress().hostAddress();
        LoginThrottle.Source source = LoginThrottle.Source.operator(Network.of(remoteAddress));
        Duration wait = throttle.attempt(source);
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        if (!isOn() || !MessageDigest.isEqual(bytes(RandomTokens.hash(password())), bytes(RandomTokens.hash(typed)))) {
            LOG.warnf("Refused a login of the operator from %s", remoteAddress);
            return Optional.empty();
        }
        throttle.succeeded(source);
        String token = RandomTokens.random();
        QuarkusTransaction.requiringNew()
                .run(() -> new OperatorSession(idOf(token), clock.instant().plus(LIFE)).persist());
        setCookie(request, token, LIFE.toSeconds());
        LOG.infof("The operator logged in from %s", remoteAddress);
        return Optional.of(Duration.ZERO);
    }

    /** Whether the request has a session of the operator. */
    @Transactional
    boolean isLoggedIn(RoutingContext request) {
        Cookie cookie = request.request().getCookie(cookieName);
        return isOn() && cookie != null && OperatorSession.isValid(idOf(cookie.getValue()), clock.instant());
    }

    @Transactional
    void logOut(RoutingContext request) {
        Cookie cookie = request.request().getCookie(cookieName);
        if (cookie != null) {
            OperatorSession.deleteById(idOf(cookie.getValue()));
        }
        setCookie(request, "", 0);
    }

    @Scheduled(every = "1h", delayed = "8m", identity = "operator-session-forget")
    @Transactional
    void forgetOld() {
        OperatorSession.deleteExpired(clock.instant());
    }

    /** With another password, no token has the id of an old session. */
    private String idOf(String token) {
        return RandomTokens.hash("operator " + RandomTokens.hash(password()) + " " + token);
    }

    private String password() {
        return config.password().orElse("");
    }

    private static byte[] bytes(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }

    private void setCookie(RoutingContext request, String value, long seconds) {
        request.response()
                .addCookie(Cookie.cookie(cookieName, value)
                        .setPath(OperatorPage.PATH)
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(seconds));
    }
}
