package org.tidings.feedback;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.tidings.platform.InboundSmtp;

/** Tells the house on which port the listener is, once it listens: the simulator returns mail to it like any stranger. */
@Singleton
class IntakePort {

    private static final int AFTER_THE_LISTENER = 3_000;

    void tell(@Observes @Priority(AFTER_THE_LISTENER) StartupEvent event, SmtpIntake intake, InboundSmtp inbound) {
        inbound.listensOn(intake.port());
    }
}
