package org.tidings.account;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The people of an account: added, changed, let go. Each change is in the audit trail. */
@ApplicationScoped
public class Staff {

    private final EntityManager database;
    private final AuditTrail audit;
    private final Clock clock;

    Staff(EntityManager database, AuditTrail audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Answers false when somebody, here or in another account, logs in with that address already. */
    @Transactional
    boolean add(long accountId, @Nullable Long by, String name, String email, Role role, String password) {
        if (StaffMember.byEmail(email).isPresent()) {
            return false;
        }
        StaffMember added = new StaffMember(accountId, email, name, role, password, clock.instant());
        try {
            added.persist();
        } catch (ConstraintViolationException e) { // staff_member_email_uq: somebody was quicker
            return false;
        }
        audit.record(accountId, by, "staff.added", added.email, role.name());
        return true;
    }

    /**
     * Changes name, role and whether the person may log in; letting go ends their sessions at once.
     *
     * @param password a new one, or blank to keep theirs
     * @throws LastOwnerException when nobody would be left to manage the account
     */
    @Transactional
    void change(long accountId, @Nullable Long by, long id, String name, Role role, boolean active, String password) {
        // one change of staff at a time, or two owners could demote each other in the same moment
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
            staff.passwordHash = BcryptUtil.bcryptHash(password);
        }
        if (!active || !password.isBlank()) {
            StaffSession.endAllOf(id);
        }
        String detail = role + (active ? "" : ", may not log in") + (password.isBlank() ? "" : ", new password");
        audit.record(accountId, by, "staff.changed", staff.email, detail);
    }

    /** The session in which it happens goes on, all others end. */
    @Transactional
    void changeOwnPassword(long accountId, long id, String password, String sessionId) {
        StaffMember staff = StaffMember.byId(accountId, id).orElseThrow();
        staff.passwordHash = BcryptUtil.bcryptHash(password);
        StaffSession.endOthersOf(id, sessionId);
        audit.record(accountId, id, "password.changed", staff.email, null);
    }
}
