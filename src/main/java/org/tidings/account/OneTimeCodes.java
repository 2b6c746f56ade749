package org.tidings.account;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) as authenticator apps know them: six digits, thirty seconds, HMAC-SHA-1, a key of 160 bits. */
final class OneTimeCodes {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator(STEP, 6);

    private static final int KEY_BYTES = 20;

    /** Steps before and after the present one whose codes are accepted, because clocks differ (RFC 6238, section 5.2). */
    private static final int TOLERANCE = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimeCodes() {}

    /** A new key, in hexadecimal digits. */
    static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** The time step whose code was typed; empty if it is none of the present ones. Blanks within the code are ignored. */
    static OptionalLong stepOf(String key, String typed, Instant now) {
        byte[] code = typed.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        long present = now.getEpochSecond() / STEP.toSeconds();
        return LongStream.rangeClosed(present - TOLERANCE, present + TOLERANCE)
                .filter(step -> MessageDigest.isEqual(code(key, step).getBytes(StandardCharsets.UTF_8), code))
                .findFirst();
    }

    /** The code of a time step: six digits. */
    static String code(String key, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(HexFormat.of().parseHex(key), GENERATOR.getAlgorithm()),
                    Instant.ofEpochSecond(step * STEP.toSeconds()),
                    Locale.ROOT);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key as people type it into an app (RFC 4648, section 6), in groups of four. */
    static String readable(String key) {
        return base32(key).replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** The address that authenticator apps read from a QR code (Google's "Key Uri Format"). */
    static String uri(String key, String email) {
        return "otpauth://totp/Tidings:" + encoded(email) + "?secret=" + base32(key) + "&issuer=Tidings";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Of 160 bits, which are 32 letters without padding. */
    private static String base32(String key) {
        StringBuilder letters = new StringBuilder();
        int bits = 0;
        int buffer = 0;
        for (byte octet : HexFormat.of().parseHex(key)) {
            buffer = (buffer << 8) | (octet & 0xff);
            for (bits += 8; bits >= 5; bits -= 5) {
                letters.append(BASE32.charAt((buffer >> (bits - 5)) & 31));
            }
            buffer &= 0xff;
        }
        return letters.toString();
    }
}
