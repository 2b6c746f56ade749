package org.tidings.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;

/**
 * What was sent, as the page shows it.
 *
 * @param text the plain-text part, as an example recipient got it
 * @param example whose merge fields are shown; null while there is nobody
 * @param mailed whether that person got it
 */
record SentMessage(
        String subject,
        @Nullable String preheader,
        String from,
        @Nullable String replyTo,
        String text,
        @Nullable String example,
        boolean mailed,
        List<AttachedFile.Summary> attachments) {}
