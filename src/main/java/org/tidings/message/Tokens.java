package org.tidings.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and reads the tokens inside links, return paths and Message-IDs. No look-up is needed to read one.
 *
 * <p>A token is the key's id (one byte), blast id, sequence number and address id as varints and, in a click token, the
 * link's position and its whole target, then HMAC-SHA256 over the format, the purpose and all of that, cut to 128 bits, half
 * of the hash, as RFC 2104 section 5 allows. It is written in lower-case base32, so that mail systems that change a local
 * part's case do no harm. Click tokens are base64url: shorter, and no mail system rewrites a URL's case.
 *
 * <p>The longest token has 1 + 7 + 5 + 9 + 16 = 38 bytes (blast ids stay below 2<sup>49</sup>, see {@link TokenSubject}),
 * that is 61 characters: {@code b+token} has at most 63 of the 64 octets of RFC 5321 section 4.5.3.1.1.
 */
public final class Tokens {
    private static final int SIGNATURE_BYTES = 16;
    private static final int LONGEST_SUBJECT = 1 + 3 * Varint.LONGEST;
    private static final int LONGEST_CLICK_TOKEN = 64 * 1024;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Signed with the purpose, so that no token of another format is read as one of this. */
    private static final int FORMAT = 2;

    private final List<Key> keys;

    /**
     * @param secrets the first one signs, all verify, which is how a secret is rotated
     * @throws IllegalArgumentException if there is none, or one is empty
     */
    public Tokens(List<byte[]> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("At least one secret is needed to sign links");
        }
        keys = secrets.stream().map(Key::new).toList();
    }

    public String sign(TokenPurpose purpose, TokenSubject subject) {
        ByteBuffer out = ByteBuffer.allocate(LONGEST_SUBJECT);
        writeSubject(out, subject);
        return Base32.encode(seal(purpose, out));
    }

    /** The subject of a token in any letter case; empty for anything that was not signed for this purpose. */
    public Optional<TokenSubject> verify(TokenPurpose purpose, String token) {
        return verifyAny(token, purpose);
    }

    /** The subject of a token in any letter case; empty for anything that was not signed for one of these purposes. */
    public Optional<TokenSubject> verifyAny(String token, TokenPurpose... purposes) {
        Optional<byte[]> bytes = Base32.decode(token);
        return Arrays.stream(purposes)
                .flatMap(purpose -> bytes.flatMap(signed -> open(purpose, signed)).stream())
                .findFirst()
                .flatMap(in -> {
                    TokenSubject subject = readSubject(in);
                    return in.hasRemaining() ? Optional.empty() : Optional.of(subject);
                });
    }

    /**
     * A click token that carries its whole target.
     *
     * @throws IllegalArgumentException if the target is not an {@code http} or {@code https} address in ASCII
     */
    public String signClick(TokenSubject subject, int link, String url) {
        return signClick(subject, new ClickPayload(link, url));
    }

    String signClick(TokenSubject subject, ClickPayload payload) {
        ByteBuffer out = ByteBuffer.allocate(LONGEST_SUBJECT + payload.size());
        writeSubject(out, subject);
        payload.appendTo(out);
        return new String(BASE64.encode(seal(TokenPurpose.CLICK, out)), StandardCharsets.ISO_8859_1);
    }

    /** Where a click token leads; empty for anything we did not sign. */
    public Optional<ClickTarget> verifyClick(String token) {
        if (token.length() > LONGEST_CLICK_TOKEN) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        return open(TokenPurpose.CLICK, bytes).flatMap(in -> {
            TokenSubject subject = readSubject(in);
            int link = (int) Varint.read(in);
            String url = StandardCharsets.US_ASCII.decode(in).toString();
            return WebUrl.isSafeTarget(url) ? Optional.of(new ClickTarget(subject, link, url)) : Optional.empty();
        });
    }

    private void writeSubject(ByteBuffer out, TokenSubject subject) {
        out.put(keys.get(0).id);
        Varint.write(out, subject.blastId());
        Varint.write(out, subject.seq());
        Varint.write(out, subject.addressId());
    }

    private static TokenSubject readSubject(ByteBuffer in) {
        return new TokenSubject(Varint.read(in), (int) Varint.read(in), Varint.read(in));
    }

    /** A word that is the same for one label and cannot be guessed, such as a MIME boundary; 26 lower-case characters. */
    String secretWord(String label) {
        return Base32.encode(Arrays.copyOf(keys.get(0).hash(label), SIGNATURE_BYTES));
    }

    private byte[] seal(TokenPurpose purpose, ByteBuffer out) {
        int signed = out.flip().remaining();
        byte[] token = new byte[signed + SIGNATURE_BYTES];
        out.get(token, 0, signed);
        System.arraycopy(keys.get(0).signature(purpose, token, signed), 0, token, signed, SIGNATURE_BYTES);
        return token;
    }

    /** The signed bytes after the key id, if a key of ours signed them. What follows may trust their form. */
    private Optional<ByteBuffer> open(TokenPurpose purpose, byte[] token) {
        int signed = token.length - SIGNATURE_BYTES;
        if (signed < 4) {
            return Optional.empty();
        }
        byte[] claimed = Arrays.copyOfRange(token, signed, token.length);
        for (Key key : keys) {
            if (key.id == token[0]) {
                byte[] right = Arrays.copyOf(key.signature(purpose, token, signed), SIGNATURE_BYTES);
                if (MessageDigest.isEqual(right, claimed)) {
                    return Optional.of(ByteBuffer.wrap(token, 1, signed - 1));
                }
            }
        }
        return Optional.empty();
    }

    /** One secret. Its id is drawn from the secret itself, so a list may be reordered; two keys may share an id. */
    private static final class Key {
        private final byte id;
        private final ThreadLocal<Mac> mac; // a Mac is costly to make and not thread-safe

        Key(byte[] secret) {
            SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
            mac = ThreadLocal.withInitial(() -> newMac(key));
            id = mac.get().doFinal("tidings key id".getBytes(StandardCharsets.US_ASCII))[0];
        }

        /** No signed token begins with a zero byte. */
        byte[] hash(String label) {
            Mac hmac = mac.get();
            hmac.update((byte) 0);
            return hmac.doFinal(label.getBytes(StandardCharsets.UTF_8));
        }

        byte[] signature(TokenPurpose purpose, byte[] bytes, int length) {
            Mac hmac = mac.get();
            hmac.update((byte) (FORMAT << 4 | purpose.code()));
            hmac.update(bytes, 0, length);
            return hmac.doFinal();
        }

        private static Mac newMac(SecretKeySpec key) {
            try {
                Mac hmac = Mac.getInstance("HmacSHA256");
                hmac.init(key);
                return hmac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has HmacSHA256", e);
            }
        }
    }
}
