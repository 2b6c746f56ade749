package org.tidings.feedback.invalid;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.tidings.platform.web.ProblemException;

/** Position in the list: a page starts after this address. Opaque to clients. */
record ListCursor(Instant since, long addressId) {

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    static ListCursor after(InvalidLine line) {
        return new ListCursor(line.since(), line.addressId());
    }

    static ListCursor after(SuspectedLine line) {
        return new ListCursor(line.since(), line.addressId());
    }

    /** @throws ProblemException 400 if the text is not a result of {@link #toString} */
    static ListCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            return new ListCursor(instant(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArithmeticException | ArrayIndexOutOfBoundsException invalid) {
            throw new ProblemException(400, "Invalid cursor. Start with the first page.");
        }
    }

    private static Instant instant(long micros) {
        Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException("The database cannot store " + at);
        }
        return at;
    }

    @Override
    public String toString() {
        String plain = ChronoUnit.MICROS.between(Instant.EPOCH, since) + " " + addressId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
