package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of the audit trail. Written in the same transaction as the action it records; never updated but by {@link AuditChain} and erasure. */
@Entity
public class AuditEntry extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long accountId;

    /** Null for actions of the system or of an API client. */
    public @Nullable Long staffId;

    public Instant at;

    /** A short, stable identifier such as {@code staff.added}. */
    public String action;

    /** What the action applied to, readable by staff: an address, a name or a title. At most 254 characters. */
    public String subject;

    /** The IP address of the client; null for what no request caused. */
    public @Nullable String remoteAddress;

    /** At most 1000 characters. Never a password, a key or a token. */
    public @Nullable String detail;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected AuditEntry() {}

    AuditEntry(
            long accountId,
            @Nullable Long staffId,
            Instant at,
            String action,
            String subject,
            @Nullable String detail,
            @Nullable String remoteAddress) {
        this.accountId = accountId;
        this.staffId = staffId;
        this.at = at;
        this.action = action;
        this.subject = subject;
        this.detail = detail;
        this.remoteAddress = remoteAddress;
    }

    /**
     * Actions on a recipient's email address, newest first. Excludes actions on a staff member who logs in with the same address. Uses the
     * index {@code audit_entry_ix_account_subject}.
     */
    public static List<AuditEntry> ofAddress(long accountId, String email, int limit) {
        return find(
                        "accountId = ?1 and subject = ?2 and action in ('address.released', 'address.released-at-provider', 'address.fixed', 'address.invalidated')"
                                + " order by at desc, id desc",
                        accountId,
                        email)
                .page(0, limit)
                .list();
    }

    /** Newest first. Uses the index {@code audit_entry_ix_account_at}. */
    public static List<AuditEntry> ofAccount(long accountId, int limit) {
        return find("accountId = ?1 order by at desc, id desc", accountId)
                .page(0, limit)
                .list();
    }
}
