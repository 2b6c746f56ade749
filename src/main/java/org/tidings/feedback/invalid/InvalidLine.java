package org.tidings.feedback.invalid;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientKey;

/**
 * An invalid address.
 *
 * @param name of the person whose mail came back; empty where the report is gone or nobody told it
 * @param reason plain words
 * @param code enhanced status code (RFC 3463) or the bare reply code
 * @param blast public id of the blast in which it was found out; null where there is none, it was cleared, or the reader may not see it
 * @param subject of that blast
 * @param recipient key of the person's recipient in that blast, under the same condition
 * @param fixable whether that mail can go to another address of this person: not when it arrived, went there already, or was called junk
 */
public record InvalidLine(
        long addressId,
        String email,
        String name,
        String reason,
        @Nullable String code,
        Instant since,
        @Nullable String blast,
        @Nullable String subject,
        @Nullable RecipientKey recipient,
        boolean fixable) {

    /** The name, or the address if there is no name. */
    public String who() {
        return name.isEmpty() ? email : name;
    }

    public boolean hasName() {
        return !name.isEmpty();
    }

    /** The address, encoded for a query string. */
    public String query() {
        return URLEncoder.encode(email, StandardCharsets.UTF_8);
    }
}
