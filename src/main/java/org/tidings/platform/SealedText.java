package org.tidings.platform;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts short secrets that have to be stored but not compared, by AES-256-GCM (NIST SP 800-38D) with keys derived from those of {@link
 * SigningSecrets}. Read access to the database alone does not reveal them. The first key seals, each of them opens.
 */
@Singleton
public class SealedText {

    /** What sealed text begins with; it distinguishes it from plain text of earlier versions. */
    private static final String MARK = "sealed:";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningSecrets secrets;

    SealedText(SigningSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Seals a text.
     *
     * @param purpose what the text is; it opens for the same purpose only
     * @return ASCII, about 45 characters and a third longer than the text
     */
    public String seal(String purpose, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, secrets.keys().get(0), purpose, nonce);
            byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /** The text; empty if none of the keys opens it or if it was sealed for another purpose. */
    public Optional<String> open(String purpose, String sealed) {
        if (!isSealed(sealed)) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed.substring(MARK.length())));
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] text = new byte[all.remaining() - NONCE_BYTES];
        all.get(nonce).get(text);
        return secrets.keys().stream()
                .flatMap(key -> open(key, purpose, nonce, text).stream())
                .findFirst();
    }

    public static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    private static Optional<String> open(byte[] key, String purpose, byte[] nonce, byte[] sealed) {
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, key, purpose, nonce).doFinal(sealed);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException notThisKey) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, String purpose, byte[] nonce) throws GeneralSecurityException {
        Mac derivation = Mac.getInstance("HmacSHA256");
        derivation.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] derived = derivation.doFinal(("seal " + purpose).getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
