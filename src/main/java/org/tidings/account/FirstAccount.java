package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.exception.ConstraintViolationException;

/** Makes the first account of an empty database, once, however many people or nodes try at the same time. */
@ApplicationScoped
public class FirstAccount {

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
     * Makes the account, its owner and, where one is configured, its API key.
     *
     * @throws AlreadySetUpException when somebody was first
     */
    @Transactional
    public StaffMember make(Wanted wanted) {
        if (!isMissing()) {
            throw new AlreadySetUpException();
        }
        Instant now = clock.instant();
        Account account = new Account(wanted.accountName(), wanted.timeZone(), now);
        account.persist();
        claim(account);
        StaffMember owner = new StaffMember(
                account.id, wanted.ownerEmail(), wanted.ownerName(), Role.OWNER, wanted.ownerPassword(), now);
        owner.persist();
        audit.record(account.id, owner.id, "account.made", account.name, null);
        config.apiKey().ifPresent(key -> new ApiKey(account.id, null, "From the configuration", key, now).persist());
        return owner;
    }

    /** The primary key {@code installation_pk} lets only one through; the others wait for it here, then fail. */
    private void claim(Account account) {
        try {
            database.createNativeQuery("insert into installation (name, value) values ('first-account', :account)")
                    .setParameter("account", String.valueOf(account.id))
                    .executeUpdate();
        } catch (ConstraintViolationException e) {
            throw new AlreadySetUpException();
        }
    }

    /** What the first account is to be. */
    public record Wanted(
            String accountName, String timeZone, String ownerName, String ownerEmail, String ownerPassword) {

        /** Without the secrets, since records end up in logs. */
        @Override
        public String toString() {
            return accountName + ", " + ownerEmail;
        }
    }
}
