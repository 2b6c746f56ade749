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

    /** What the trail says of their actions, which no staff member takes. */
    static final String BY_OPERATOR = "By the operator, on the operator's page";

    /** Of a page of the list; each is counted when the page opens. */
    static final int SIZE = 50;

    private static final String PAGE =
            "select a.id, a.name, a.created_at, s.name as owner_name, s.email, not s.joined as is_invited,"
                    + " (select count(*) from blast b where b.account_id = a.id and b.launched_at is not null) as blasts,"
                    + " (select count(*) from contact c where c.account_id = a.id) as people"
                    + " from account a left join staff_member s on s.id = (select min(o.id) from staff_member o"
                    + " where o.account_id = a.id and o.role = 'OWNER' and o.active)"
                    + " order by a.id desc limit ? offset ?";

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
     * @param isInvited whether this owner has not chosen a password yet
     * @param blasts that were sent, also those whose reports are cleared
     */
    record Row(
            long id,
            String name,
            Instant createdAt,
            @Nullable String ownerName,
            @Nullable String ownerEmail,
            boolean isInvited,
            long blasts,
            long people) {}

    /**
     * The newest ones first, {@value #SIZE} on a page; one more row says that there is another page. Uses {@code blast_ix_account} and
     * {@code contact_ix_name} for the numbers.
     *
     * @param page from 1
     */
    List<Row> page(int page) {
        return transactions.callNew(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(PAGE)) {
                select.setInt(1, SIZE + 1);
                select.setLong(2, (page - 1L) * SIZE);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Row(
                                row.getLong("id"),
                                row.getString("name"),
                                Objects.requireNonNull(Utc.read(row, "created_at")),
                                row.getString("owner_name"),
                                row.getString("email"),
                                row.getBoolean("is_invited"),
                                row.getLong("blasts"),
                                row.getLong("people")));
                    }
                }
            }
            return rows;
        });
    }

    /** Mails another invitation to the owner of an account; empty if no owner waits for one. */
    @Transactional
    Optional<Staff.Added> inviteAgain(long accountId) {
        return StaffMember.firstOwner(accountId)
                .filter(owner -> !owner.joined)
                .map(owner -> new Staff.Added(owner, links.inviteByOperator(owner)));
    }

    /** Creates an account and mails an invitation to its owner. Empty if somebody already logs in with this address. */
    @Transactional
    Optional<Staff.Added> add(String name, String timeZone, String ownerName, String ownerEmail) {
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
        audit.record(account.id, null, "account.made", name, BY_OPERATOR);
        return Optional.of(new Staff.Added(owner, links.inviteByOperator(owner)));
    }
}
