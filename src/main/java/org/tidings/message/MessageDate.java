package org.tidings.message;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} header (RFC 5322 section 3.3), formatted once a second. */
final class MessageDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Second(long epoch, String text) {}

    private final Clock clock;
    private volatile Second last = new Second(Long.MIN_VALUE, "");

    MessageDate(Clock clock) {
        this.clock = clock;
    }

    String now() {
        long epoch = clock.millis() / 1000;
        Second second = last;
        if (second.epoch() != epoch) {
            second = new Second(epoch, FORMAT.format(Instant.ofEpochSecond(epoch)));
            last = second;
        }
        return second.text();
    }
}
