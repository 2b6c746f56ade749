package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.notice.Notice.Kind;

/** Automatic answers of a person's mailbox. */
final class AutoReplyParser {

    /** "Your message will not be delivered until you confirm": written to a person who writes by hand. */
    private static final Pattern CHALLENGE = Pattern.compile("(?i)\\b(?:confirm|verif)");

    private AutoReplyParser() {}

    static Optional<ParseResult> of(InboundMessage letter) {
        boolean header = AutoReply.saysHeader(letter.headers()) && (isChallenge(letter) || !isNotice(letter));
        if (!header && !AutoReply.saysSubject(letter.subject())) {
            return Optional.empty();
        }
        Optional<String> from = NoticeAddress.in(letter.prose().from());
        NoticeRecipient recipient =
                new NoticeRecipient(from, "", new Reply(0, null, letter.subject()), Classifier.autoReply());
        return Optional.of(new ParseResult(Kind.AUTO_REPLY, List.of(recipient)));
    }

    private static boolean isChallenge(InboundMessage letter) {
        return !letter.fromDaemon() && CHALLENGE.matcher(letter.subject()).find();
    }

    /** Mail servers call their notices automatic, too. */
    private static boolean isNotice(InboundMessage letter) {
        return NoticeTextParser.looksLikeNotice(letter)
                && (letter.fromDaemon() || !letter.returned().isEmpty());
    }
}
