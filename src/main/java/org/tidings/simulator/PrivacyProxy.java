package org.tidings.simulator;

import java.time.Duration;
import java.util.List;

/**
 * Loads the images of every message as soon as it is there, whether anybody reads it or not, and hides who asks: Apple
 * Mail Privacy Protection, whose proxy calls itself just {@code Mozilla/5.0}.
 */
final class PrivacyProxy implements Reaction {
    static final String USER_AGENT = "Mozilla/5.0";

    private final RecipientActions deeds;

    PrivacyProxy(RecipientActions deeds) {
        this.deeds = deeds;
    }

    @Override
    public List<Step> to(Arrival arrival) {
        return List.of(new Step(Duration.ZERO, deeds.loadPixel(arrival.letter(), USER_AGENT)));
    }
}
