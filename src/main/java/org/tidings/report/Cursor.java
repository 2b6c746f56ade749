package org.tidings.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.tidings.platform.web.ProblemException;

/**
 * Position in the list of recipients: a page starts after this row or, backwards, ends before it. Contains the keys of all sort orders; opaque
 * to clients.
 *
 * @param back whether the page precedes this row
 */
record Cursor(boolean back, String email, Instant lastActivityAt, int seq) {

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    static Cursor after(ReportRow row) {
        return new Cursor(false, row.email(), row.lastActivityAt(), row.key().seq());
    }

    static Cursor before(ReportRow row) {
        return new Cursor(true, row.email(), row.lastActivityAt(), row.key().seq());
    }

    /** @throws ProblemException 400 if the text is not a result of {@link #toString} */
    static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(" ", 4);
            Instant at = instant(Long.parseLong(parts[1]));
            return new Cursor(parts[0].equals("b"), parts[3], at, Integer.parseInt(parts[2]));
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
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, lastActivityAt);
        String plain = (back ? "b " : "a ") + micros + " " + seq + " " + email;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
