package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** A session of the operator's page. Stored like those of staff: valid on every node, and ended by a logout. */
@Entity
public class OperatorSession extends PanacheEntityBase {

    @Id
    public String id;

    public Instant expiresAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected OperatorSession() {}

    OperatorSession(String id, Instant expiresAt) {
        this.id = id;
        this.expiresAt = expiresAt;
    }

    static boolean isValid(String id, Instant now) {
        return count("id = ?1 and expiresAt > ?2", id, now) == 1;
    }

    /** Uses {@code operator_session_ix_expires_at}. */
    static long deleteExpired(Instant now) {
        return delete("expiresAt <= ?1", now);
    }
}
