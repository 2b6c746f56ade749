package org.tidings.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Checks an email address and password and starts a session. Repeated failures are throttled. */
@ApplicationScoped
class Login {

    private static final Logger LOG = Logger.getLogger(Login.class);
    private static final int MAX_TRACKED = 20_000;

    private final Sessions sessions;
    private final LoginThrottle throttle;

    Login(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.throttle = new LoginThrottle(clock, MAX_TRACKED);
    }

    /**
     * Checks a password. Runs outside any transaction because the comparison is deliberately slow.
     *
     * @param remoteAddress the client's IP address
     */
    Outcome attempt(String email, String password, String remoteAddress) {
        String known = StaffMember.normalise(email);
        Duration wait = throttle.attempt(known, remoteAddress);
        if (!wait.isZero()) {
            return new Outcome(Optional.empty(), wait);
        }
        Optional<StaffMember> staff = find(known);
        if (!Passwords.isRight(staff, password)) {
            LOG.infof("Refused a login from %s", remoteAddress);
            return new Outcome(Optional.empty(), Duration.ZERO);
        }
        throttle.succeeded(known, remoteAddress);
        return new Outcome(staff.map(s -> sessions.begin(s.accountId, s.id)), Duration.ZERO);
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
