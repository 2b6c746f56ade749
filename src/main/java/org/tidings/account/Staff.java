package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Adds, changes and deactivates the staff members of an account. Every change is recorded in the audit trail. */
@ApplicationScoped
public class Staff {

    private final EntityManager database;
    private final ApiKeys keys;
    private final AuditTrail audit;
    private final Clock clock;

    Staff(EntityManager database, ApiKeys keys, AuditTrail audit, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns false if a staff member of any account already uses this email address. */
    @Transactional
    boolean add(long accountId, @Nullable Long by, String name, String email, Role role, String password) {
        if (StaffMember.byEmail(email).isPresent()) {
            return false;
        }
        StaffMember added = new StaffMember(accountId, email, name, role, StaffMember.hash(password), clock.instant());
        try {
            added.persist();
        } catch (ConstraintViolationException e) { // staff_member_email_uq: a concurrent request added it first
            return false;
        }
        audit.record(accountId, by, "staff.added", added.email, role.name());
        return true;
    }

    /**
     * Changes the name, the role and whether the person may log in. Deactivating someone ends their sessions immediately. API keys that the
     * person created end too when the person loses the role of an owner or may no longer log in, since a key can do all that an owner can.
     *
     * @param keepsKeys whether they work on all the same
     * @param password the new password, or blank to keep the current one
     * @throws LastOwnerException when the account would have no active owner left
     */
    @Transactional
    void change(
            long accountId,
            @Nullable Long by,
            long id,
            String name,
            Role role,
            boolean active,
            boolean keepsKeys,
            String password) {
        // serialises staff changes; otherwise two owners could demote each other concurrently
        database.find(Account.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        StaffMember staff = StaffMember.byId(accountId, id).orElseThrow();
        boolean losesOwner = staff.active && staff.role == Role.OWNER && (!active || role != Role.OWNER);
        if (losesOwner && StaffMember.activeOwners(accountId) == 1) {
            throw new LastOwnerException();
        }
        staff.name = name;
        staff.role = role;
        staff.active = active;
        if (!password.isBlank()) {
            staff.passwordHash = StaffMember.hash(password);
        }
        if (!active || !password.isBlank()) {
            StaffSession.endAllOf(id);
        }
        if (!keepsKeys && (!active || (losesOwner && role != Role.OWNER))) {
            ApiKey.madeBy(accountId, id).forEach(key -> keys.revoke(accountId, by, key.id));
        }
        String detail = role + (active ? "" : ", may not log in") + (password.isBlank() ? "" : ", new password");
        audit.record(accountId, by, "staff.changed", staff.email, detail);
    }

    /** Ends all sessions of the staff member except the given one. */
    @Transactional
    void changeOwnPassword(long accountId, long id, String password, String sessionId) {
        StaffMember staff = StaffMember.byId(accountId, id).orElseThrow();
        staff.passwordHash = StaffMember.hash(password);
        StaffSession.endOthersOf(id, sessionId);
        audit.record(accountId, id, "password.changed", staff.email, null);
    }
}
