package org.tidings.blast;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;

/** A picture that staff uploaded. It belongs to the account and stays when a report is cleared, since old mails go on showing it. */
@Entity
public class Image extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public String publicId;
    public long accountId;
    public String name;
    public String contentType;
    public String sha256;
    public byte[] content;
    public Instant createdAt;

    /** For everyone who has the message, so not by account: the id cannot be guessed. */
    public static Optional<Image> find(String publicId) {
        return PublicIds.isOne(publicId) ? find("publicId", publicId).firstResultOptional() : Optional.empty();
    }

    /** Stores a picture permanently; identical pictures are stored once per account. Call it within a transaction. */
    public static Image keep(long accountId, String name, String contentType, byte[] content, Instant now) {
        String sha256 = sha256(content);
        return Image.<Image>find("accountId = ?1 and sha256 = ?2", accountId, sha256)
                .firstResultOptional()
                .orElseGet(() -> {
                    Image added = new Image();
                    added.publicId = UlidCreator.getMonotonicUlid().toString();
                    added.accountId = accountId;
                    added.name = name;
                    added.contentType = contentType;
                    added.sha256 = sha256;
                    added.content = content;
                    added.createdAt = now;
                    added.persist();
                    return added;
                });
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
