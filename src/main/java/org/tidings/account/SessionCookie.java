package org.tidings.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PlatformConfig;

/** The session cookie: {@code HttpOnly}, and not sent with forms of other sites. */
@ApplicationScoped
class SessionCookie {

    /** With TLS a browser takes the cookie from this host only, over TLS only (RFC 6265bis, section 4.1.3.2). */
    private static final String SECURE_PREFIX = "__Host-";

    private final boolean secure;
    private final String name;

    SessionCookie(PlatformConfig config) {
        this.secure = "https".equals(config.baseUrl().getScheme());
        this.name = (secure ? SECURE_PREFIX : "") + "tidings-session";
    }

    @Nullable
    String read(RoutingContext request) {
        Cookie cookie = request.request().getCookie(name);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    void set(RoutingContext request, String token) {
        request.response().addCookie(cookie(token, Sessions.LIFE.toSeconds()));
    }

    void clear(RoutingContext request) {
        request.response().addCookie(cookie("", 0));
    }

    private Cookie cookie(String value, long seconds) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(seconds);
    }
}
