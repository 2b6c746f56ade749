package org.tidings.delivery.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.tidings.delivery.relay.Relay;
import org.tidings.delivery.relay.Relays;
import org.tidings.delivery.relay.TransportHealth;

/** Names the relays that are unavailable, and why. Always up: pages, links and pixels work without a relay, and its mail waits in the queue. */
@Readiness
@ApplicationScoped
class MailServersHealth implements HealthCheck {

    private final Relays relays;

    MailServersHealth(Relays relays) {
        this.relays = relays;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("Mail servers").up();
        for (Relay relay : relays.all()) {
            TransportHealth.Trouble trouble = relay.health().trouble();
            health.withData(
                    relay.name(),
                    trouble == null ? "available" : "unavailable since " + trouble.since() + ": " + trouble.sentence());
        }
        return health.build();
    }
}
