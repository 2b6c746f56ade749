package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tidings.platform.SigningSecrets;

/** Signatures of values that a client keeps for us: HMAC-SHA256 by the keys of the installation. */
@ApplicationScoped
class Signatures {

    private final SigningSecrets secrets;

    Signatures(SigningSecrets secrets) {
        this.secrets = secrets;
    }

    /** @param text begins with a word for its purpose; a signature is valid for exactly this text */
    String sign(String text) {
        return sign(secrets.keys().get(0), text);
    }

    boolean isValid(String text, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
        return secrets.keys().stream()
                .anyMatch(key -> MessageDigest.isEqual(sign(key, text).getBytes(StandardCharsets.US_ASCII), given));
    }

    /** 43 characters, safe in cookies and URLs. */
    private static String sign(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
