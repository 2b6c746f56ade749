package org.tidings.account;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The accounts of the installation, for the operator: how many, whose and how large, but nothing of what is in them. */
@ApplicationScoped
class OperatorAccounts {

    /** More than an installation is likely to have; each is counted when the page opens. */
    static final int MOST = 500;

    private static final String NEWEST =
            "select a.id, a.name, a.created_at, s.name as owner_name, s.email, not s.joined as waits,"
                    + " (select count(*) from blast b where b.account_id = a.id and b.launched_at is not null) as blasts,"
                    + " (select count(*) from contact c where c.account_id = a.id) as people"
                    + " from account a left join staff_member s on s.id = (select min(o.id) from staff_member o"
                    + " where o.account_id = a.id and o.role = 'OWNER' and o.active)"
                    + " order by a.id desc limit " + MOST;

    private final Transactions transactions;
    private final StaffLinks links;
    private final AuditTrail audit;
    private final Clock clock;

    OperatorAccounts(Transactions transactions, StaffLinks links, AuditTrail audit, Clock clock) {
        this.transactions = transactions;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * One account.
     *
     * @param ownerName of its first owner who may log in; null if there is none
     * @param waits whether this owner has not chosen a password yet
     * @param blasts that were sent, also those whose reports are cleared
     */
    record Row(
            long id,
            String name,
            Instant createdAt,
            @Nullable String ownerName,
            @Nullable String ownerEmail,
            boolean waits,
            long blasts,
            long people) {}

    /** The newest ones first, at most {@value #MOST}. Uses {@code blast_ix_account} and {@code contact_ix_name} for the numbers. */
    List<Row> newest() {
        return transactions.callNew(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(NEWEST);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong("id"),
                            row.getString("name"),
                            Objects.requireNonNull(Utc.read(row, "created_at")),
                            row.getString("owner_name"),
                            row.getString("email"),
                            row.getBoolean("waits"),
                            row.getLong("blasts"),
                            row.getLong("people")));
                }
            }
            return rows;
        });
    }

    /**
     * An account that was added.
     *
     * @param invitation the path of the page where the owner chooses a password
     */
    record Added(StaffMember owner, String invitation) {}

    /** Mails another invitation to the owner of an account; empty if no owner waits for one. */
    @Transactional
    Optional<Added> inviteAgain(long accountId) {
        return StaffMember.firstOwner(accountId)
                .filter(owner -> !owner.joined)
                .map(owner -> new Added(owner, links.invite(owner, null)));
    }

    /** Creates an account and mails an invitation to its owner. Empty if somebody already logs in with this address. */
    @Transactional
    Optional<Added> add(String name, String timeZone, String ownerName, String ownerEmail) {
        if (StaffMember.byEmail(ownerEmail).isPresent()) {
            return Optional.empty();
        }
        Account account = new Account(name, timeZone, clock.instant());
        account.persist();
        StaffMember owner = StaffMember.invited(account.id, ownerEmail, ownerName, Role.OWNER, clock.instant());
        try {
            owner.persist();
        } catch (ConstraintViolationException e) { // staff_member_email_uq: a concurrent request added it first
            QuarkusTransaction.setRollbackOnly();
            return Optional.empty();
        }
        audit.record(account.id, null, "account.made", name, "By the operator, on the operator's page");
        return Optional.of(new Added(owner, links.invite(owner, null)));
    }
}
