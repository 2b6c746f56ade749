package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.oidc.OidcPerson;
import org.tidings.account.oidc.OidcRefusedException;
import org.tidings.account.oidc.OidcRefusedException.Reason;
import org.tidings.account.oidc.SingleSignOn;

/**
 * Finds the staff member whom the provider has logged in. The first time by a verified email address and the password, afterwards only by the
 * provider's subject: an address can be given to somebody else, a subject cannot.
 */
@ApplicationScoped
class OidcLogin {

    private final Sessions sessions;
    private final SingleSignOn singleSignOn;
    private final AuditTrail audit;
    private final Clock clock;

    OidcLogin(Sessions sessions, SingleSignOn singleSignOn, AuditTrail audit, Clock clock) {
        this.sessions = sessions;
        this.singleSignOn = singleSignOn;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether somebody is connected with this subject, so that nothing else about the person matters. */
    @Transactional
    boolean isConnected(String issuer, String subject) {
        return StaffIdentity.of(issuer, subject).isPresent();
    }

    /**
     * The active staff member who is this person. Changes nothing.
     *
     * @throws OidcRefusedException if there is none
     */
    @Transactional
    HalfLogin.Half recognise(OidcPerson person) {
        Optional<StaffIdentity> identity = StaffIdentity.of(person.issuer(), person.subject());
        StaffMember staff = identity.map(OidcLogin::connected).orElseGet(() -> byEmail(person));
        return new HalfLogin.Half(staff, new ProvidedIdentity(person.issuer(), person.subject(), identity.isEmpty()));
    }

    private static StaffMember connected(StaffIdentity identity) {
        return StaffMember.<StaffMember>findByIdOptional(identity.staffId)
                .filter(staff -> staff.active)
                .orElseThrow(() -> new OidcRefusedException(Reason.UNKNOWN, "staff member may not log in"));
    }

    private static StaffMember byEmail(OidcPerson person) {
        String email = person.email();
        if (email == null || !person.emailVerified()) {
            throw new OidcRefusedException(Reason.UNVERIFIED, "no verified email address");
        }
        StaffMember staff = StaffMember.byEmail(email)
                .filter(found -> found.active)
                .orElseThrow(() -> new OidcRefusedException(Reason.UNKNOWN, "nobody who may log in has the address"));
        if (StaffIdentity.isConnected(staff.id, person.issuer())) {
            throw new OidcRefusedException(Reason.OTHER_IDENTITY, "the staff member has another subject");
        }
        return staff;
    }

    /**
     * Starts the session of somebody who has taken all steps, and connects them if it is the first time.
     *
     * @return the token of the session
     * @throws OidcRefusedException if somebody else was connected, or the connection was removed, in the meantime
     */
    @Transactional
    String startSession(StaffMember found, ProvidedIdentity identity, Client client) {
        StaffMember staff = StaffMember.byId(found.accountId, found.id)
                .filter(person -> person.active)
                .orElseThrow(() -> new OidcRefusedException(Reason.UNKNOWN, "staff member may not log in"));
        Optional<StaffIdentity> present = StaffIdentity.of(identity.issuer(), identity.subject());
        if (present.isEmpty() && identity.isNew()) {
            connect(staff, identity);
        } else if (present.isEmpty()) {
            throw new OidcRefusedException(Reason.EXPIRED, "the connection was removed");
        } else if (present.get().staffId != staff.id) {
            throw new OidcRefusedException(Reason.OTHER_IDENTITY, "the subject is another person's");
        }
        return sessions.beginByProvider(staff, client);
    }

    private void connect(StaffMember staff, ProvidedIdentity identity) {
        if (!StaffIdentity.connect(staff.id, identity.issuer(), identity.subject(), clock.instant())) {
            throw new OidcRefusedException(Reason.OTHER_IDENTITY, "another one was connected in the meantime");
        }
        if (!staff.joined) {
            staff.joined = true;
            audit.record(staff.accountId, staff.id, "staff.joined", staff.email, withName());
        }
        StaffLink.closeAllOf(staff.id, clock.instant());
        audit.record(staff.accountId, staff.id, "identity.connected", staff.email, withName());
    }

    private String withName() {
        return "With " + singleSignOn.name();
    }

    /**
     * Ends the sessions that began at the provider. The next verified login with the person's address connects again, after the password.
     *
     * @param by who removes the connection; null for a program
     */
    @Transactional
    void disconnect(StaffMember staff, @Nullable Long by) {
        if (StaffIdentity.disconnect(staff.id)) {
            StaffSession.endByProviderOf(staff.id);
            audit.record(staff.accountId, by, "identity.disconnected", staff.email, null);
        }
    }

    @Transactional
    boolean isConnected(long staffId) {
        return StaffIdentity.isConnected(staffId);
    }
}
