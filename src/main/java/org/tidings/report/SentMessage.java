package org.tidings.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.PublicPage;
import org.tidings.blast.Round;

/**
 * The sent message on the page.
 *
 * @param text the plain-text part for the example recipient
 * @param example the recipient whose merge fields are shown; null if there are no recipients yet
 * @param mailed whether that recipient was mailed
 * @param publicPage who may read it on the web
 * @param publicAddress where
 * @param edited the rounds with another message
 */
record SentMessage(
        String subject,
        @Nullable String preheader,
        String from,
        @Nullable String replyTo,
        String text,
        @Nullable String example,
        boolean mailed,
        PublicPage publicPage,
        String publicAddress,
        List<AttachedFile.Summary> attachments,
        List<Round> edited) {}
