package org.tidings.feedback.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The secret of a provider that does not sign: the password of basic authentication (RFC 7617) or a bearer token (RFC 6750). Compared in
 * constant time.
 */
final class HookSecret {

    private final byte[] basic;
    private final byte[] bearer;

    HookSecret(String username, String secret) {
        this.basic = (username + ":" + secret).getBytes(StandardCharsets.UTF_8);
        this.bearer = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws RefusedException unless the request has the secret */
    void check(HookRequest request) {
        String authorization = request.header("Authorization").strip();
        byte[] credentials = credentials(authorization, "Basic ");
        boolean isRight = credentials != null
                ? MessageDigest.isEqual(basic, decoded(credentials))
                : MessageDigest.isEqual(bearer, credentials(authorization, "Bearer "));
        if (!isRight) {
            throw new RefusedException(
                    authorization.isEmpty() ? "No user name and secret" : "Wrong user name or secret", true);
        }
    }

    private static byte @Nullable [] credentials(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? authorization.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8)
                : null;
    }

    private static byte[] decoded(byte[] base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
