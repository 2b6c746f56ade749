package org.tidings.simulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A person who opens the message, and who may do one more thing with it. */
final class PersonReading {
    private final RecipientActions deeds;
    private final Duration readingTime;

    PersonReading(RecipientActions deeds, Duration readingTime) {
        this.deeds = deeds;
        this.readingTime = readingTime;
    }

    Reaction opening() {
        return arrival -> List.of(open(arrival.address(), arrival.letter()));
    }

    /** Opens, then follows the first tracked link. */
    Reaction clicking() {
        return arrival -> {
            String address = arrival.address();
            ReceivedMessage letter = arrival.letter();
            RecipientAction click = deeds.firstTrackedLink(letter)
                    .map(url -> deeds.follow(url, MailProgram.of(address).forLinks()))
                    .orElse(() -> "found no link to click");
            return List.of(open(address, letter), new Reaction.Step(pause(), click));
        };
    }

    /** Unsubscribes without opening: mail programs offer the button beside the subject. */
    Reaction unsubscribing() {
        return arrival -> List.of(new Reaction.Step(
                pause(),
                deeds.unsubscribe(
                        arrival.letter(), MailProgram.of(arrival.address()).forImages())));
    }

    private Reaction.Step open(String address, ReceivedMessage letter) {
        return new Reaction.Step(
                pause(), deeds.loadPixel(letter, MailProgram.of(address).forImages()));
    }

    /** People differ, so that a blast does not open all at once. */
    private Duration pause() {
        long half = readingTime.toMillis() / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(2 * half + 1));
    }
}
