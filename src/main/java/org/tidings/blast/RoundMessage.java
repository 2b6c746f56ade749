package org.tidings.blast;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.message.SafeHtml;

/**
 * The edited message of a round. Everything else is that of the blast: sender, look, attachments.
 *
 * @param html cleaned
 * @param firstLink the position of its first link; positions are unique among all messages of a blast
 */
public record RoundMessage(String subject, @Nullable String preheader, String html, int firstLink) {

    /** An edited message, not stored yet. */
    public static RoundMessage edited(String subject, @Nullable String preheader, String html) {
        String preview = preheader == null || preheader.isBlank() ? null : preheader.strip();
        return new RoundMessage(subject.strip(), preview, SafeHtml.clean(html), 0);
    }

    /** What must be fixed before it can be sent; empty if nothing. */
    public List<SendValidation.Problem> problems() {
        Blast message = Blast.draft(0, null, Instant.EPOCH);
        message.subject = subject;
        message.preheader = preheader;
        message.html = html;
        return SendValidation.problemsOfMessage(message);
    }
}
