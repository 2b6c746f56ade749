package org.tidings.feedback.invalid;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientKey;

/**
 * An invalid address.
 *
 * @param name the name of the person; empty if it is unknown or the report was cleared
 * @param reason plain words
 * @param code enhanced status code (RFC 3463) or the bare reply code
 * @param blast public id of the blast that revealed it; null if there is none, it was cleared, or the user may not see it
 * @param subject the subject of that blast
 * @param recipient the recipient of that blast; null under the same conditions
 * @param fixable whether that message can be sent to a corrected address: not if it was delivered, already corrected, or marked as spam
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
