package org.tidings.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.tidings.platform.Network;

/** Checks an email address and password and starts a session. Repeated failures are throttled. */
@ApplicationScoped
class Login {

    private static final Logger LOG = Logger.getLogger(Login.class);
    /** Longer ones are not email addresses (RFC 5321, section 4.5.3.1). */
    private static final int LONGEST_EMAIL = 320;

    private final Sessions sessions;
    private final OidcLogin provider;
    private final SecondStep secondStep;
    private final LoginThrottle throttle;

    Login(Sessions sessions, OidcLogin provider, SecondStep secondStep, LoginThrottle throttle) {
        this.sessions = sessions;
        this.provider = provider;
        this.secondStep = secondStep;
        this.throttle = throttle;
    }

    /**
     * Checks a password. Runs outside any transaction because the comparison is deliberately slow.
     *
     * @param client whose IP address is known
     * @param device the client's device, if this person has logged in on it before
     */
    Outcome attempt(String email, String password, Client client, Optional<String> device) {
        String remoteAddress = Objects.requireNonNull(client.remoteAddress());
        String known = StaffMember.normalise(email.length() > LONGEST_EMAIL ? "" : email);
        LoginThrottle.Source source = device.map(LoginThrottle.Source::knownDevice)
                .orElseGet(() -> LoginThrottle.Source.stranger(known, Network.of(remoteAddress)));
        Duration wait = throttle.attempt(source);
        if (!wait.isZero()) {
            return Outcome.throttled(wait);
        }
        Optional<StaffMember> staff = find(known);
        if (!Passwords.isRight(staff, password)) {
            LOG.infof("Refused a login from %s", remoteAddress);
            return Outcome.WRONG;
        }
        throttle.succeeded(source);
        StaffMember person = staff.orElseThrow();
        return secondStep.isOn(person.id)
                ? new Outcome(Optional.empty(), staff, Duration.ZERO)
                : Outcome.in(sessions.begin(person.accountId, person.id, client));
    }

    /** Checks the code of somebody who has taken the steps before it, throttled like a password. */
    Outcome attemptCode(HalfLogin.Half half, String code, Client client) {
        StaffMember staff = half.staff();
        LoginThrottle.Source source = LoginThrottle.Source.secondStep(staff.id);
        Duration wait = throttle.attempt(source);
        if (!wait.isZero()) {
            return Outcome.throttled(wait);
        }
        if (!secondStep.accepts(staff, code)) {
            LOG.infof("Refused a code from %s", client.remoteAddress());
            return Outcome.WRONG;
        }
        throttle.succeeded(source);
        return Outcome.in(
                half.identity() == null
                        ? sessions.begin(staff.accountId, staff.id, client)
                        : provider.startSession(staff, half.identity(), client));
    }

    /**
     * Checks the password of a staff member who is logged in, here or at the provider, throttled like a login.
     *
     * @return how long to wait before it is checked; empty when it was checked and is wrong; zero when it is right
     */
    Optional<Duration> confirm(StaffMember staff, String password) {
        LoginThrottle.Source source = LoginThrottle.Source.signedIn(staff.id);
        Duration wait = throttle.attempt(source);
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        if (!Passwords.isRight(Optional.of(staff), password)) {
            return Optional.empty();
        }
        throttle.succeeded(source);
        return Optional.of(Duration.ZERO);
    }

    /** For people. */
    static String tooOften(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        String time = seconds < 60 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
        return "Too many attempts. Wait " + time + ", then try again.";
    }

    @Transactional
    Optional<StaffMember> find(String email) {
        return StaffMember.byEmail(email);
    }

    @Scheduled(every = "1h", delayed = "5m", identity = "account-forget")
    void forgetOld() {
        throttle.forgetOld();
        long ended = sessions.deleteExpired();
        LOG.debugf("Deleted %d expired sessions", ended);
    }

    /**
     * The result of an attempt.
     *
     * @param token the token of the new session; empty when something is wrong, or a code is missing
     * @param needsCode whose password is right, and who has to enter a code now
     * @param pause how long to wait before the next attempt if this one was throttled and not checked, otherwise zero
     */
    record Outcome(Optional<String> token, Optional<StaffMember> needsCode, Duration pause) {

        private static final Outcome WRONG = new Outcome(Optional.empty(), Optional.empty(), Duration.ZERO);

        private static Outcome in(String token) {
            return new Outcome(Optional.of(token), Optional.empty(), Duration.ZERO);
        }

        private static Outcome throttled(Duration pause) {
            return new Outcome(Optional.empty(), Optional.empty(), pause);
        }
    }
}
