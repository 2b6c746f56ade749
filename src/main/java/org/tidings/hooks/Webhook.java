package org.tidings.hooks;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;

/** A URL of another program, and the events that it is told. */
@Entity
@DynamicUpdate
public class Webhook extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public String publicId;
    public long accountId;
    public String url;
    public String description;

    /** By {@link HookEvent#bit}. */
    public long events;

    /** Sealed, see {@link Webhooks}. */
    public String secret;

    /** The secret before the last rotation; it signs too until {@link #oldSecretUntil}. */
    public @Nullable String oldSecret;

    public @Nullable Instant oldSecretUntil;
    public boolean enabled = true;
    public @Nullable Instant disabledAt;

    /** A sentence; null when it was disabled by hand. */
    public @Nullable String disabledReason;

    /** Batches in a row of which the receiver accepted nothing. */
    public int failures;

    /** The first of these failures; null if the last message was accepted. */
    public @Nullable Instant failingSince;

    /** Until then it gets no requests. */
    public @Nullable Instant retryAt;

    public Instant createdAt;
    public @Nullable Long createdBy;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected Webhook() {}

    Webhook(long accountId, @Nullable Long createdBy, String sealedSecret, Instant createdAt) {
        this.publicId = UlidCreator.getMonotonicUlid().toString();
        this.accountId = accountId;
        this.createdBy = createdBy;
        this.secret = sealedSecret;
        this.createdAt = createdAt;
        this.url = "";
        this.description = "";
    }

    static Optional<Webhook> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }

    /** Oldest first. */
    public static List<Webhook> ofAccount(long accountId) {
        return list("accountId = ?1 order by id", accountId);
    }

    public Set<HookEvent> subscribed() {
        return HookEvent.ofBits(events);
    }

    void subscribe(Collection<HookEvent> chosen) {
        events = HookEvent.bits(chosen);
    }

    /** Starts again as if nothing had failed. */
    void enable() {
        enabled = true;
        disabledAt = null;
        disabledReason = null;
        failures = 0;
        failingSince = null;
        retryAt = null;
    }

    void disable(Instant now, @Nullable String reason) {
        enabled = false;
        disabledAt = now;
        disabledReason = reason;
    }
}
