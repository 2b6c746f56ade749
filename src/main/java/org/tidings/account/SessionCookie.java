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

    static final String NAME = "tidings-session";

    private final boolean secure;

    SessionCookie(PlatformConfig config) {
        this.secure = config.baseUrl().toString().startsWith("https:");
    }

    @Nullable
    String read(RoutingContext request) {
        Cookie cookie = request.request().getCookie(NAME);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    void set(RoutingContext request, String token) {
        request.response().addCookie(cookie(token, Sessions.LIFE.toSeconds()));
    }

    void clear(RoutingContext request) {
        request.response().addCookie(cookie("", 0));
    }

    private Cookie cookie(String value, long seconds) {
        return Cookie.cookie(NAME, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(seconds);
    }
}
