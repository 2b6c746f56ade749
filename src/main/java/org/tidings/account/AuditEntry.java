package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the audit trail: who did what to what. Written in the transaction of the deed, never changed. */
@Entity
public class AuditEntry extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long accountId;

    /** Nobody when the house did it by itself or a program did. */
    public @Nullable Long staffId;

    public Instant at;

    /** A short lasting name such as {@code staff.added}. */
    public String action;

    /** To what it was done, in words a person knows: an address, a name, a title. At most 254 characters. */
    public String subject;

    /** At most 1000 characters. Never a password, a key or a token. */
    public @Nullable String detail;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected AuditEntry() {}

    AuditEntry(
            long accountId,
            @Nullable Long staffId,
            Instant at,
            String action,
            String subject,
            @Nullable String detail) {
        this.accountId = accountId;
        this.staffId = staffId;
        this.at = at;
        this.action = action;
        this.subject = subject;
        this.detail = detail;
    }

    /** What was done to an email address, the newest first; the log-in of the same address is nobody's business here. Index {@code audit_entry_account_subject_ix}. */
    public static List<AuditEntry> ofAddress(long accountId, String email, int limit) {
        return find(
                        "accountId = ?1 and subject = ?2 and action in ('address.released', 'address.fixed', 'address.invalidated')"
                                + " order by at desc, id desc",
                        accountId,
                        email)
                .page(0, limit)
                .list();
    }

    /** The newest first. Index {@code audit_entry_account_at_ix}. */
    public static List<AuditEntry> ofAccount(long accountId, int limit) {
        return find("accountId = ?1 order by at desc, id desc", accountId)
                .page(0, limit)
                .list();
    }
}
