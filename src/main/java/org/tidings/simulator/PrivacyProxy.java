package org.tidings.simulator;

import java.time.Duration;
import java.util.List;

/**
 * Simulates Apple Mail Privacy Protection: loads the images of every message on arrival, whether it is read or not, through a proxy with the
 * User-Agent {@code Mozilla/5.0}.
 */
final class PrivacyProxy implements Reaction {
    static final String USER_AGENT = "Mozilla/5.0";

    private final RecipientActions actions;

    PrivacyProxy(RecipientActions actions) {
        this.actions = actions;
    }

    @Override
    public List<Step> to(Arrival arrival) {
        return List.of(new Step(Duration.ZERO, actions.loadPixel(arrival.message(), USER_AGENT)));
    }
}
