package org.tidings.platform.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PlatformConfig;

/**
 * A message for the next page, such as "Saved.". A cookie with a lifetime of one minute carries it across the redirect after a form. Plain
 * text; the layout escapes it.
 */
@Named("flash")
@RequestScoped
public class FlashMessage {

    private static final String COOKIE = "tidings-flash";
    private static final int SECONDS = 60;

    private final RoutingContext request;
    private final boolean secure;
    private @Nullable String shown;

    FlashMessage(RoutingContext request, PlatformConfig config) {
        this.request = request;
        this.secure = "https".equals(config.baseUrl().getScheme());
    }

    /** Sets the message. Call before returning a redirect. */
    public void show(String sentence) {
        request.response().addCookie(cookie(URLEncoder.encode(sentence, StandardCharsets.UTF_8), SECONDS));
    }

    /** The message set by the previous request, shown once; null if there is none. */
    public @Nullable String text() {
        Cookie cookie = request.request().getCookie(COOKIE);
        if (shown == null && cookie != null) {
            shown = decoded(cookie.getValue());
            request.response().addCookie(cookie("", 0));
        }
        return shown;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null; // not set by Tidings
        }
    }

    private Cookie cookie(String value, int seconds) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(seconds);
    }
}
