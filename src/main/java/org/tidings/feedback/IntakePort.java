package org.tidings.feedback;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.tidings.platform.InboundSmtp;

/** Publishes the port of the listener after it has started, for the simulator, which sends return mail to it. */
@Singleton
class IntakePort {

    private static final int AFTER_THE_LISTENER = 3_000;

    void publish(@Observes @Priority(AFTER_THE_LISTENER) StartupEvent event, SmtpIntake intake, InboundSmtp inbound) {
        inbound.setPort(intake.port());
    }
}
