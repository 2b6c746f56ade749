package org.tidings.blast.template;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.Purpose;
import org.tidings.platform.PublicIds;

/** A message that staff saved to start blasts from. It belongs to the account, and all of its staff use it. */
@Entity
public class MessageTemplate extends PanacheEntityBase {

    static final int LONGEST_NAME = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public String publicId;
    public long accountId;
    public String name;

    @Enumerated(EnumType.STRING)
    public Purpose purpose;

    public String subject;
    public @Nullable String preheader;
    public String html;

    /** As in a blast. */
    public @Nullable String blocks;

    @Column(name = "text_body")
    public @Nullable String text;

    public Instant createdAt;
    public Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected MessageTemplate() {}

    /** The message of a blast under a name; not stored yet. */
    MessageTemplate(Blast blast, String name, Instant now) {
        publicId = UlidCreator.getMonotonicUlid().toString();
        accountId = blast.accountId;
        this.name = name;
        purpose = blast.purpose;
        subject = blast.subject;
        preheader = blast.preheader;
        html = blast.html;
        blocks = blast.blocks;
        text = blast.text;
        createdAt = now;
        updatedAt = now;
    }

    /** By the unique key {@code message_template_uq_public_id}. */
    static Optional<MessageTemplate> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }

    /** By the unique key {@code message_template_uq_name}. */
    static Optional<MessageTemplate> named(long accountId, String name) {
        return find("accountId = ?1 and name = ?2", accountId, name).firstResultOptional();
    }

    /** All of the account by name; hundreds at most. */
    static List<MessageTemplate> ofAccount(long accountId) {
        return list("accountId = ?1 order by name", accountId);
    }

    /** Gives a draft the message of the template. */
    public void writeTo(Blast blast) {
        blast.purpose = purpose;
        blast.subject = subject;
        blast.preheader = preheader;
        blast.html = html;
        blast.blocks = blocks;
        blast.text = text;
    }
}
