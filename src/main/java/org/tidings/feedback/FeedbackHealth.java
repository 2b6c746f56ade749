package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Names the ways by which bounces are received, and what is wrong with them. Always up: pages, links and pixels work without them. */
@Readiness
@ApplicationScoped
class FeedbackHealth implements HealthCheck {

    private final SmtpIntake listener;
    private final ImapIntake mailbox;

    FeedbackHealth(SmtpIntake listener, ImapIntake mailbox) {
        this.listener = listener;
        this.mailbox = mailbox;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Feedback")
                .up()
                .withData("listener", listener.state())
                .withData("mailbox", mailbox.state())
                .build();
    }
}
