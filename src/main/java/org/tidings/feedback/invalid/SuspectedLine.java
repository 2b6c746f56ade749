package org.tidings.feedback.invalid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientKey;

/**
 * A suspected address.
 *
 * @param name the name of the person; empty if it is unknown or the report was cleared
 * @param since the time of the suspicion
 * @param blast public id of the blast whose message came back; null if it was cleared or the user may not see it
 * @param subject the subject of that blast
 * @param recipient the recipient of that blast; null under the same conditions
 * @param notice the newest evidence; null if there is none that the user may see
 */
public record SuspectedLine(
        long addressId,
        String email,
        String name,
        Instant since,
        @Nullable String blast,
        @Nullable String subject,
        @Nullable RecipientKey recipient,
        @Nullable EvidenceItem notice) {

    /** The name, or the address if there is no name. */
    public String who() {
        return name.isEmpty() ? email : name;
    }

    public boolean hasName() {
        return !name.isEmpty();
    }

    SuspectedLine with(EvidenceItem newest) {
        return new SuspectedLine(addressId, email, name, since, blast, subject, recipient, newest);
    }
}
