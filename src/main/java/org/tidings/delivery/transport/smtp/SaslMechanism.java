package org.tidings.delivery.transport.smtp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The mechanisms of SMTP AUTH (RFC 4954) that are known here, best first. */
enum SaslMechanism {
    /** RFC 2195. */
    CRAM_MD5("CRAM-MD5") {
        @Override
        String answer(Credentials credentials, int step, String challenge) {
            return step > 0 ? "" : credentials.username() + " " + digest(credentials.password(), challenge);
        }
    },
    /** RFC 4616. */
    PLAIN("PLAIN") {
        @Override
        String initial(Credentials credentials) {
            return "\0" + credentials.username() + "\0" + credentials.password();
        }
    },
    /** Never standardized; draft-murchison-sasl-login. */
    LOGIN("LOGIN") {
        @Override
        String answer(Credentials credentials, int step, String challenge) {
            return switch (step) {
                case 0 -> credentials.username();
                case 1 -> credentials.password();
                default -> "";
            };
        }
    },
    /** Google's, also Microsoft's: a bearer token. The challenge describes an error and wants an empty answer. */
    XOAUTH2("XOAUTH2") {
        @Override
        String initial(Credentials credentials) {
            return "user=" + credentials.username() + "\1auth=Bearer " + credentials.password() + "\1\1";
        }
    };

    private final String keyword;

    SaslMechanism(String keyword) {
        this.keyword = keyword;
    }

    /** As in AUTH. */
    String keyword() {
        return keyword;
    }

    /** What goes with the command; null when the server begins. */
    @Nullable
    String initial(Credentials credentials) {
        return null;
    }

    /** The answer to a challenge; both before base64. Steps count from 0. */
    String answer(Credentials credentials, int step, String challenge) {
        return "";
    }

    static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String password, String challenge) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            byte[] key = password.getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
