package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Adds, changes and deactivates the staff members of an account. Every change is recorded in the audit trail. */
@ApplicationScoped
public class Staff {

    private final EntityManager database;
    private final ApiKeys keys;
    private final StaffLinks links;
    private final OidcLogin provider;
    private final AuditTrail audit;
    private final Clock clock;

    Staff(EntityManager database, ApiKeys keys, StaffLinks links, OidcLogin provider, AuditTrail audit, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.links = links;
        this.provider = provider;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an owner enters about a staff member.
     *
     * @param teaches the teacher's name in the classes; ignored unless the role is that of a teacher
     * @param password blank to invite, or to keep the current one
     */
    record Details(String name, Role role, String teaches, String password) {

        private @Nullable String teachesAsStored() {
            return role == Role.TEACHER ? teaches.strip() : null;
        }

        /** Omits the password: records may be logged. */
        @Override
        public String toString() {
            return name + ", " + role;
        }
    }

    /**
     * Somebody who was added.
     *
     * @param invitation the path of the page where they choose a password; null if they were given one
     */
    record Added(StaffMember person, @Nullable String invitation) {}

    /**
     * Adds a staff member, and mails an invitation unless they are given a password. Empty if a staff member of any account already uses this
     * email address.
     */
    @Transactional
    Optional<Added> add(long accountId, long by, String email, Details details) {
        if (StaffMember.byEmail(email).isPresent()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        StaffMember person = details.password().isBlank()
                ? StaffMember.invited(accountId, email, details.name(), details.role(), now)
                : new StaffMember(
                        accountId, email, details.name(), details.role(), StaffMember.hash(details.password()), now);
        person.teaches = details.teachesAsStored();
        try {
            person.persist();
        } catch (ConstraintViolationException e) { // staff_member_email_uq: a concurrent request added it first
            return Optional.empty();
        }
        audit.record(accountId, by, "staff.added", person.email, details.role().name());
        return Optional.of(new Added(person, person.joined ? null : invite(accountId, by, person)));
    }

    /** Mails another invitation and returns the path of its page; empty if they chose a password in the meantime. */
    @Transactional
    Optional<String> inviteAgain(long accountId, long by, long id) {
        return StaffMember.byId(accountId, id)
                .filter(person -> !person.joined && person.active)
                .map(person -> invite(accountId, by, person));
    }

    private String invite(long accountId, long by, StaffMember person) {
        return links.invite(person, StaffMember.byId(accountId, by).orElseThrow());
    }

    /**
     * Changes the name, the role and whether the person may log in. Deactivating someone ends their sessions
     * immediately; so does a new password, and both remove the connection with the provider. API keys that the
     * person created end too when the person loses the role of an owner or may no longer log in, since a key can do all that an owner can.
     *
     * @param keepsKeys whether they work on all the same
     * @throws LastOwnerException when the account would have no owner left who can log in
     */
    @Transactional
    void change(long accountId, @Nullable Long by, long id, Details details, boolean active, boolean keepsKeys) {
        Role role = details.role();
        String password = details.password();
        // serialises staff changes; otherwise two owners could demote each other concurrently
        database.find(Account.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        StaffMember staff = StaffMember.byId(accountId, id).orElseThrow();
        boolean losesOwner = staff.active && staff.role == Role.OWNER && (!active || role != Role.OWNER);
        if (losesOwner && !StaffMember.hasOwnerBesides(accountId, id)) {
            throw new LastOwnerException();
        }
        staff.name = details.name();
        staff.teaches = details.teachesAsStored();
        staff.role = role;
        staff.active = active;
        if (!password.isBlank()) {
            staff.passwordHash = StaffMember.hash(password);
            staff.joined = true;
        }
        if (!active || !password.isBlank()) {
            StaffSession.endAllOf(id);
            StaffLink.closeAllOf(id, clock.instant());
            provider.disconnect(staff, by);
        }
        if (!keepsKeys && (!active || (losesOwner && role != Role.OWNER))) {
            ApiKey.madeBy(accountId, id).forEach(key -> keys.revoke(accountId, by, key.id));
        }
        String detail = role + (active ? "" : ", may not log in") + (password.isBlank() ? "" : ", new password");
        audit.record(accountId, by, "staff.changed", staff.email, detail);
    }

    /** Whether what teachers write waits for a manager. */
    @Transactional
    void approveTeachers(long accountId, long by, boolean approval) {
        Account account = Account.findById(accountId);
        if (account.teacherApproval != approval) {
            account.teacherApproval = approval;
            audit.record(accountId, by, "teachers.approval", account.name, approval ? "yes" : "no");
        }
    }

    /** Ends all sessions of the staff member except the given one. */
    @Transactional
    void changeOwnPassword(long accountId, long id, String password, String sessionId) {
        StaffMember staff = StaffMember.byId(accountId, id).orElseThrow();
        staff.passwordHash = StaffMember.hash(password);
        StaffSession.endOthersOf(id, sessionId);
        StaffLink.closeAllOf(id, clock.instant());
        audit.record(accountId, id, "password.changed", staff.email, null);
    }
}
