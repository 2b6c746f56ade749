package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.notice.Notice.Kind;

/** Automatic answers of a person's mailbox. */
final class AutoReplyReading {

    /** "Your message will not be delivered until you confirm": written to a person who writes by hand. */
    private static final Pattern CHALLENGE = Pattern.compile("(?i)\\b(?:confirm|verif)");

    private AutoReplyReading() {}

    static Optional<Reading> of(Letter letter) {
        boolean header = AutoReply.saysHeader(letter.headers()) && (isChallenge(letter) || !isNotice(letter));
        if (!header && !AutoReply.saysSubject(letter.subject())) {
            return Optional.empty();
        }
        Optional<String> from = Address.in(letter.prose().from());
        NoticeRecipient recipient =
                new NoticeRecipient(from, "", new Reply(0, null, letter.subject()), Classifier.autoReply());
        return Optional.of(new Reading(Kind.AUTO_REPLY, List.of(recipient)));
    }

    private static boolean isChallenge(Letter letter) {
        return !letter.fromDaemon() && CHALLENGE.matcher(letter.subject()).find();
    }

    /** Mail servers call their notices automatic, too. */
    private static boolean isNotice(Letter letter) {
        return ProseReading.looksLikeNotice(letter)
                && (letter.fromDaemon() || !letter.returned().isEmpty());
    }
}
