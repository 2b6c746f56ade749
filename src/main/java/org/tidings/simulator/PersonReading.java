package org.tidings.simulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A person who opens the message and may then click or unsubscribe. */
final class PersonReading {
    private final RecipientActions actions;
    private final Duration readingTime;

    PersonReading(RecipientActions actions, Duration readingTime) {
        this.actions = actions;
        this.readingTime = readingTime;
    }

    Reaction opening() {
        return arrival -> List.of(open(arrival.address(), arrival.message()));
    }

    /** Opens, then follows the first tracked link. */
    Reaction clicking() {
        return arrival -> {
            String address = arrival.address();
            ReceivedMessage message = arrival.message();
            RecipientAction click = actions.firstTrackedLink(message)
                    .map(url -> actions.follow(url, MailProgram.of(address).forLinks()))
                    .orElse(() -> "found no link to click");
            return List.of(open(address, message), new Reaction.Step(pause(), click));
        };
    }

    /** Unsubscribes without opening; mail programs show the button beside the subject. */
    Reaction unsubscribing() {
        return arrival -> List.of(new Reaction.Step(
                pause(),
                actions.unsubscribe(
                        arrival.message(), MailProgram.of(arrival.address()).forImages())));
    }

    private Reaction.Step open(String address, ReceivedMessage message) {
        return new Reaction.Step(
                pause(), actions.loadPixel(message, MailProgram.of(address).forImages()));
    }

    /** Random: the recipients of a blast do not all open it at the same time. */
    private Duration pause() {
        long half = readingTime.toMillis() / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(2 * half + 1));
    }
}
