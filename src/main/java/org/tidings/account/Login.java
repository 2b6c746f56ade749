package org.tidings.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
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
    private final LoginThrottle throttle;

    Login(Sessions sessions, LoginThrottle throttle) {
        this.sessions = sessions;
        this.throttle = throttle;
    }

    /**
     * Checks a password. Runs outside any transaction because the comparison is deliberately slow.
     *
     * @param remoteAddress the client's IP address
     * @param device the client's device, if this person has logged in on it before
     */
    Outcome attempt(String email, String password, String remoteAddress, Optional<String> device) {
        String known = StaffMember.normalise(email.length() > LONGEST_EMAIL ? "" : email);
        LoginThrottle.Source source = device.map(LoginThrottle.Source::knownDevice)
                .orElseGet(() -> LoginThrottle.Source.stranger(known, Network.of(remoteAddress)));
        Duration wait = throttle.attempt(source);
        if (!wait.isZero()) {
            return new Outcome(Optional.empty(), wait);
        }
        Optional<StaffMember> staff = find(known);
        if (!Passwords.isRight(staff, password)) {
            LOG.infof("Refused a login from %s", remoteAddress);
            return new Outcome(Optional.empty(), Duration.ZERO);
        }
        throttle.succeeded(source);
        return new Outcome(staff.map(s -> sessions.begin(s.accountId, s.id)), Duration.ZERO);
    }

    /**
     * Checks the password of a staff member who is logged in, throttled like a login.
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
     * @param token the token of the new session; empty when the address or the password is wrong
     * @param pause how long to wait before the next attempt if this one was throttled and not checked, otherwise zero
     */
    record Outcome(Optional<String> token, Duration pause) {}
}
