package org.tidings.blast;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return find("publicId", publicId).firstResultOptional();
    }

    public static Optional<Image> findSame(long accountId, String sha256) {
        return find("accountId = ?1 and sha256 = ?2", accountId, sha256).firstResultOptional();
    }
}
