package org.tidings.blast.selection;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidings.platform.PublicIds;

/** A saved rule that selects people. It is evaluated when a blast leaves. */
@Entity
public class Segment extends PanacheEntityBase {

    public static final int LONGEST_NAME = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    /** A ULID. */
    public String publicId;

    public long accountId;
    public String name;

    /** As {@link SelectionJson#write} returns it. */
    public String rule;

    public Instant createdAt;
    public Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected Segment() {}

    public Segment(long accountId, String name, String rule, Instant now) {
        this.publicId = UlidCreator.getMonotonicUlid().toString();
        this.accountId = accountId;
        this.name = name;
        this.rule = rule;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public Selection selection() {
        return SelectionJson.stored(rule);
    }

    /** By the unique key {@code segment_uq_public_id}. */
    public static Optional<Segment> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }

    /** By the unique key {@code segment_uq_name}. */
    public static Optional<Segment> named(long accountId, String name) {
        return find("accountId = ?1 and name = ?2", accountId, name).firstResultOptional();
    }

    /** All of the account by name; hundreds at most. */
    public static List<Segment> ofAccount(long accountId) {
        return list("accountId = ?1 order by name", accountId);
    }
}
