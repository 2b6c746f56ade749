package org.tidings.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.SigningSecrets;

/** A signed cookie that says on which devices a person has logged in before. It lets nobody in; it only separates the counters of failures. */
@ApplicationScoped
class KnownDevices {

    static final String COOKIE = "tidings-device";
    private static final Duration LIFE = Duration.ofDays(365);

    private final SigningSecrets secrets;
    private final boolean secure;

    KnownDevices(SigningSecrets secrets, PlatformConfig config) {
        this.secrets = secrets;
        this.secure = "https".equals(config.baseUrl().getScheme());
    }

    /** The device of this request, if this person has logged in on it. */
    Optional<String> read(RoutingContext request, String email) {
        Cookie cookie = request.request().getCookie(COOKIE);
        String[] parts = cookie == null ? new String[0] : cookie.getValue().split("\\.", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        byte[] signature = parts[1].getBytes(StandardCharsets.US_ASCII);
        return secrets.keys().stream()
                        .map(key -> sign(key, parts[0], email).getBytes(StandardCharsets.US_ASCII))
                        .anyMatch(expected -> MessageDigest.isEqual(expected, signature))
                ? Optional.of(parts[0])
                : Optional.empty();
    }

    /** Marks the device of this request. */
    void remember(RoutingContext request, String email) {
        String device = RandomTokens.random();
        request.response()
                .addCookie(Cookie.cookie(
                                COOKIE, device + "." + sign(secrets.keys().get(0), device, email))
                        .setPath("/login")
                        .setHttpOnly(true)
                        .setSecure(secure)
                        .setSameSite(CookieSameSite.STRICT)
                        .setMaxAge(LIFE.toSeconds()));
    }

    private static String sign(byte[] key, String device, String email) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal(("device " + device + " " + email).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
