package org.tidings.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links by which staff choose a password: invitations, and for those who forgot theirs. A link is valid for an hour and once, and a newer one
 * replaces it. Its token is random, signed, and stored as a hash.
 */
@ApplicationScoped
class StaffLinks {

    static final Duration LIFE = Duration.ofHours(1);

    /** So long an expired link is recognised, and its page offers a new one. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Signatures signatures;
    private final StaffMail mail;
    private final OidcLogin provider;
    private final AuditTrail audit;
    private final Clock clock;

    StaffLinks(Signatures signatures, StaffMail mail, OidcLogin provider, AuditTrail audit, Clock clock) {
        this.signatures = signatures;
        this.mail = mail;
        this.provider = provider;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A link, and whose it is.
     *
     * @param open whether it is neither used nor expired
     */
    record Found(StaffLink link, StaffMember staff, Account account, boolean open) {

        public boolean isInvitation() {
            return link.kind == StaffLink.Kind.INVITATION;
        }
    }

    /**
     * Mails a link to somebody who has not yet chosen a password.
     *
     * @param by who invites; null for the person who asked for a new link
     * @return the path of the page
     */
    @Transactional
    String invite(StaffMember staff, @Nullable StaffMember by) {
        audit.record(staff.accountId, by == null ? staff.id : by.id, "staff.invited", staff.email, null);
        return mailInvitation(staff, by);
    }

    /** As {@link #invite}, by the operator. */
    @Transactional
    String inviteByOperator(StaffMember staff) {
        audit.record(staff.accountId, null, "staff.invited", staff.email, OperatorAccounts.BY_OPERATOR);
        return mailInvitation(staff, null);
    }

    private String mailInvitation(StaffMember staff, @Nullable StaffMember by) {
        String path = issue(staff, StaffLink.Kind.INVITATION);
        Account account = Account.findById(staff.accountId);
        mail.add(account.id, StaffMessages.invitation(staff, account, by, path));
        return path;
    }

    /** Mails a link to the active staff member with this address; does nothing if there is none. */
    @Transactional
    void reset(String email, String remoteAddress) {
        StaffMember.byEmail(email).filter(staff -> staff.active).ifPresent(staff -> reset(staff, remoteAddress));
    }

    private void reset(StaffMember staff, String remoteAddress) {
        String path = issue(staff, StaffLink.Kind.RESET);
        mail.add(staff.accountId, StaffMessages.reset(staff, path));
        audit.record(
                staff.accountId, staff.id, "password.reset-requested", staff.email, "Requested from " + remoteAddress);
    }

    /** Mails another link instead of this one. */
    @Transactional
    void replace(Found found, String remoteAddress) {
        StaffMember staff = StaffMember.byId(found.account().id, found.staff().id)
                .filter(person -> person.active)
                .orElse(null);
        if (staff != null && found.isInvitation() && !staff.joined) {
            invite(staff, null);
        } else if (staff != null) {
            reset(staff, remoteAddress);
        }
    }

    private String issue(StaffMember staff, StaffLink.Kind kind) {
        Instant now = clock.instant();
        StaffLink.closeAllOf(staff.id, now);
        String random = RandomTokens.random();
        new StaffLink(staff, kind, RandomTokens.hash(random), now, now.plus(LIFE)).persist();
        return "/login/password/" + random + "." + signatures.sign(signed(random));
    }

    /** The link with this token, also if it is used or expired; empty if it is none of ours or its owner was deactivated. */
    @Transactional
    Optional<Found> find(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 2 || !signatures.isValid(signed(parts[0]), parts[1])) {
            return Optional.empty();
        }
        return StaffLink.byHash(RandomTokens.hash(parts[0]))
                .flatMap(link -> StaffMember.byId(link.accountId, link.staffId)
                        .filter(staff -> staff.active)
                        .map(staff -> new Found(
                                link, staff, Account.findById(link.accountId), link.isOpen(clock.instant()))));
    }

    /** Uses up the link, sets the password, ends all sessions and removes the connection with the provider. Returns false if the link was used in the meantime. */
    @Transactional
    boolean choose(Found found, String password) {
        Instant now = clock.instant();
        if (!found.link().isOpen(now) || !StaffLink.use(found.link().id, now)) {
            return false;
        }
        StaffMember staff =
                StaffMember.byId(found.account().id, found.staff().id).orElseThrow();
        staff.passwordHash = StaffMember.hash(password);
        staff.joined = true;
        StaffSession.endAllOf(staff.id);
        StaffLink.closeAllOf(staff.id, now);
        provider.disconnect(staff, staff.id);
        String action = found.isInvitation() ? "staff.joined" : "password.reset";
        audit.record(staff.accountId, staff.id, action, staff.email, "By a link in an email");
        return true;
    }

    @Scheduled(every = "1h", delayed = "7m", identity = "staff-links-forget")
    @Transactional
    void forgetOld() {
        StaffLink.deleteBefore(clock.instant().minus(KEPT));
    }

    private static String signed(String random) {
        return "staff link " + random;
    }
}
