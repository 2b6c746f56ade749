package org.tidings.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** From an address and a password to a session, slowly for those who guess. */
@ApplicationScoped
class Login {

    private static final Logger LOG = Logger.getLogger(Login.class);
    private static final int REMEMBERED = 20_000;

    private final Sessions sessions;
    private final LoginThrottle throttle;

    Login(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.throttle = new LoginThrottle(clock, REMEMBERED);
    }

    /**
     * Tries a password, outside any transaction, since comparing is slow on purpose.
     *
     * @param place the remote address
     */
    Outcome attempt(String email, String password, String place) {
        String known = StaffMember.normalise(email);
        Duration wait = throttle.attempt(known, place);
        if (!wait.isZero()) {
            return new Outcome(Optional.empty(), wait);
        }
        Optional<StaffMember> staff = find(known);
        if (!Passwords.isRight(staff, password)) {
            LOG.infof("Refused a log-in from %s", place);
            return new Outcome(Optional.empty(), Duration.ZERO);
        }
        throttle.succeeded(known, place);
        return new Outcome(staff.map(s -> sessions.begin(s.id)), Duration.ZERO);
    }

    @Transactional
    Optional<StaffMember> find(String email) {
        return StaffMember.byEmail(email);
    }

    @Scheduled(every = "1h", delayed = "5m", identity = "account-forget")
    void forgetOld() {
        throttle.forgetOld();
        long ended = sessions.deleteExpired();
        LOG.debugf("Deleted %d sessions that were over", ended);
    }

    /**
     * What came of an attempt.
     *
     * @param token of the new session; empty when the address or the password is wrong
     * @param pause how long to wait before the next attempt when this one was not even looked at, else zero
     */
    record Outcome(Optional<String> token, Duration pause) {}
}
