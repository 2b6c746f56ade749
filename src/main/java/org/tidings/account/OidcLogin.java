package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.tidings.account.oidc.OidcPerson;
import org.tidings.account.oidc.OidcRefusedException;
import org.tidings.account.oidc.OidcRefusedException.Reason;
import org.tidings.account.oidc.SingleSignOn;

/**
 * Finds the staff member whom the provider has logged in. The first time by a verified email address, afterwards only by the provider's
 * subject: an address can be given to somebody else, a subject cannot.
 */
@ApplicationScoped
class OidcLogin {

    private final SingleSignOn singleSignOn;
    private final AuditTrail audit;
    private final Clock clock;

    OidcLogin(SingleSignOn singleSignOn, AuditTrail audit, Clock clock) {
        this.singleSignOn = singleSignOn;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The active staff member who is this person.
     *
     * @throws OidcRefusedException if there is none
     */
    @Transactional
    StaffMember enter(OidcPerson person) {
        Optional<StaffIdentity> identity = StaffIdentity.of(person.issuer(), person.subject());
        return identity.isPresent() ? known(identity.get()) : connect(person);
    }

    private static StaffMember known(StaffIdentity identity) {
        return StaffMember.<StaffMember>findByIdOptional(identity.staffId)
                .filter(staff -> staff.active)
                .orElseThrow(() -> new OidcRefusedException(Reason.UNKNOWN, "staff member may not log in"));
    }

    private StaffMember connect(OidcPerson person) {
        String email = person.email();
        if (email == null || !person.emailVerified()) {
            throw new OidcRefusedException(Reason.UNVERIFIED, "no verified email address");
        }
        StaffMember staff = StaffMember.byEmail(email)
                .filter(found -> found.active)
                .orElseThrow(() -> new OidcRefusedException(Reason.UNKNOWN, "nobody who may log in has the address"));
        if (!StaffIdentity.connect(staff.id, person.issuer(), person.subject(), clock.instant())) {
            throw new OidcRefusedException(Reason.OTHER_IDENTITY, "the staff member has another subject");
        }
        staff.joined = true;
        audit.record(staff.accountId, staff.id, "identity.connected", staff.email, "With " + singleSignOn.name());
        return staff;
    }

    /** Lets the next verified log-in with the person's address connect again, for somebody who got another identity at the provider. */
    @Transactional
    void disconnect(StaffMember staff, long by) {
        if (StaffIdentity.disconnect(staff.id)) {
            audit.record(staff.accountId, by, "identity.disconnected", staff.email, null);
        }
    }

    @Transactional
    boolean isConnected(long staffId) {
        return StaffIdentity.isConnected(staffId);
    }
}
