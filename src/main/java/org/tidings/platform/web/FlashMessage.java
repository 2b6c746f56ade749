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

/**
 * One sentence for the next page that is shown, such as "Saved.", carried over the redirect after a form by a cookie
 * of a minute. It is plain text and is escaped where it is shown.
 */
@Named("notice")
@RequestScoped
public class FlashMessage {

    private static final String COOKIE = "tidings-notice";
    private static final int SECONDS = 60;

    private final RoutingContext request;
    private @Nullable String shown;

    FlashMessage(RoutingContext request) {
        this.request = request;
    }

    /** Call before answering with a redirect. */
    public void say(String sentence) {
        request.response().addCookie(cookie(URLEncoder.encode(sentence, StandardCharsets.UTF_8), SECONDS));
    }

    /** For the layout: what was said on the way here, once; null when nothing was. */
    public @Nullable String text() {
        Cookie said = request.request().getCookie(COOKIE);
        if (shown == null && said != null) {
            shown = decoded(said.getValue());
            request.response().addCookie(cookie("", 0));
        }
        return shown;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null; // not ours
        }
    }

    private static Cookie cookie(String value, int seconds) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(seconds);
    }
}
