package org.tidings.signup;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/** Deletes sign-ups a week after the form was submitted, confirmed or not. */
@Singleton
class SignUpRetention {

    private final SignUps signUps;

    SignUpRetention(SignUps signUps) {
        this.signUps = signUps;
    }

    @Scheduled(every = "1h", delayed = "3m", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        signUps.prune();
    }
}
