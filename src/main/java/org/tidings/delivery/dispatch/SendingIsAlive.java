package org.tidings.delivery.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.tidings.recipient.EventIntake;

/** Down when a thread has ended without which accepted messages are not sent, or outcomes and hits not stored: restart the process then. */
@Liveness
@ApplicationScoped
class SendingIsAlive implements HealthCheck {

    private final Dispatcher dispatcher;
    private final EventIntake intake;

    SendingIsAlive(Dispatcher dispatcher, EventIntake intake) {
        this.dispatcher = dispatcher;
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        boolean sends = dispatcher.isAlive();
        boolean stores = intake.isAlive();
        return HealthCheckResponse.named("Sending and recording")
                .withData("sending", sends)
                .withData("recording", stores)
                .status(sends && stores)
                .build();
    }
}
