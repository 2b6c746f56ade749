package org.tidings.account;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of the audit trail (SHA-256, FIPS 180-4). The hash of an entry covers the hash of the entry before it in the account, so an entry
 * cannot be changed, inserted or removed without changing all that follow. What an entry says is covered by a salted hash of its own: erasure
 * removes the text and the salt, after which the chain can still be verified and the text cannot be guessed.
 */
final class AuditHash {

    /** The hash before the first entry. */
    static final byte[] START = new byte[32];

    private AuditHash() {}

    /** @param salt 16 random bytes */
    static byte[] content(byte[] salt, String subject, @Nullable String detail) {
        return digest(out -> {
            out.write(salt);
            text(out, subject);
            text(out, detail);
        });
    }

    /**
     * The facts of an entry.
     *
     * @param seal its position in the chain of the account, from 1
     * @param at UTC, microseconds
     */
    record Facts(
            long accountId,
            long seal,
            long id,
            @Nullable Long staffId,
            LocalDateTime at,
            String action,
            @Nullable String remoteAddress) {

        /**
         * The hash of the entry.
         *
         * @param before the hash of the entry before it
         * @param content see {@link AuditHash#content}
         */
        byte[] hash(byte[] before, byte[] content) {
            return digest(out -> {
                out.write(before);
                out.writeLong(accountId);
                out.writeLong(seal);
                out.writeLong(id);
                out.writeLong(Objects.requireNonNullElse(staffId, 0L));
                out.writeLong(ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), at));
                text(out, action);
                text(out, remoteAddress);
                out.write(content);
            });
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] digest(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Length and UTF-8 bytes, so that the border between two texts cannot be moved; length -1 for null. */
    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
