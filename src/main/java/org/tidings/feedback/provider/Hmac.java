package org.tidings.feedback.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104) that providers send as signatures. */
record Hmac(String algorithm, String key) {

    /** Whether the signature is that of the text, compared in constant time. */
    boolean isOf(String text, byte[] signature) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return MessageDigest.isEqual(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return algorithm;
    }
}
