package org.tidings.recipient;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Something that happened to a recipient; appended by the {@link Ledger}, never changed but to be settled. */
@Entity
@Immutable
public class RecipientEvent extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public long recipientId;
    public long blastId;

    @Enumerated(EnumType.STRING)
    public EventType type;

    public Instant at;
    public boolean automatic;
    public @Nullable Integer link;
    public @Nullable String code;
    public @Nullable String detail;
    public @Nullable String sourceId;
    public @Nullable Instant settleAt;

    /** A recipient's timeline, oldest first, by {@code recipient_event_ix_recipient}. */
    public static List<RecipientEvent> timeline(long recipientId, int limit) {
        return find("recipientId = ?1 order by at, id", recipientId)
                .page(0, limit)
                .list();
    }
}
