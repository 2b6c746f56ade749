package org.tidings.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.tidings.platform.web.ProblemException;

/**
 * Where a page of recipients begins: behind one row or, going back, before it. It holds what every order needs, and is opaque outside.
 *
 * @param back whether the page before that row is wanted
 */
record Cursor(boolean back, String email, Instant lastActivityAt, long id) {

    static Cursor after(ReportRow row) {
        return new Cursor(false, row.email(), row.lastActivityAt(), row.id());
    }

    static Cursor before(ReportRow row) {
        return new Cursor(true, row.email(), row.lastActivityAt(), row.id());
    }

    /** @throws ProblemException 400 for what {@link #toString} never gave */
    static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(" ", 4);
            Instant at = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
            return new Cursor(parts[0].equals("b"), parts[3], at, Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | ArithmeticException | ArrayIndexOutOfBoundsException foreign) {
            throw new ProblemException(400, "There is no such place in this list. Begin with the first page.");
        }
    }

    @Override
    public String toString() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, lastActivityAt);
        String plain = (back ? "b " : "a ") + micros + " " + id + " " + email;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
