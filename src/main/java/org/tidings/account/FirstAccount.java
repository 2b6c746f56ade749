package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.exception.ConstraintViolationException;

/** Creates the first account of an empty database. Safe against concurrent attempts of several users or nodes: only one succeeds. */
@ApplicationScoped
public class FirstAccount {

    static final String KEY_NAME = "From the configuration";

    private final BootstrapConfig config;
    private final EntityManager database;
    private final AuditTrail audit;
    private final Clock clock;

    FirstAccount(BootstrapConfig config, EntityManager database, AuditTrail audit, Clock clock) {
        this.config = config;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public boolean isMissing() {
        return Account.count() == 0;
    }

    /**
     * Creates the account, its owner and, if configured, its API key.
     *
     * @throws AlreadySetUpException when the first account already exists
     */
    @Transactional
    public StaffMember create(NewAccount newAccount) {
        if (!isMissing()) {
            throw new AlreadySetUpException();
        }
        Instant now = clock.instant();
        Account account = new Account(newAccount.accountName(), newAccount.timeZone(), now);
        account.persist();
        claim(account);
        StaffMember owner = new StaffMember(
                account.id,
                newAccount.ownerEmail(),
                newAccount.ownerName(),
                Role.OWNER,
                StaffMember.hash(newAccount.ownerPassword()),
                now);
        owner.persist();
        audit.record(account.id, owner.id, "account.made", account.name, null);
        config.apiKey().ifPresent(key -> new ApiKey(account.id, null, KEY_NAME, key, now).persist());
        return owner;
    }

    /** The primary key {@code installation_pk} admits only one transaction; others block here, then fail. */
    private void claim(Account account) {
        try {
            database.createNativeQuery("insert into installation (name, value) values ('first-account', :account)")
                    .setParameter("account", String.valueOf(account.id))
                    .executeUpdate();
        } catch (ConstraintViolationException e) {
            throw new AlreadySetUpException();
        }
    }

    /** The properties of the first account. */
    public record NewAccount(
            String accountName, String timeZone, String ownerName, String ownerEmail, String ownerPassword) {

        /** Omits the password: records may be logged. */
        @Override
        public String toString() {
            return accountName + ", " + ownerEmail;
        }
    }
}
