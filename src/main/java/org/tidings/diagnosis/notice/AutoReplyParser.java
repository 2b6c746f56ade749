package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.diagnosis.notice.Notice.Kind;

/** Automatic answers of a person's mailbox. */
final class AutoReplyParser {

    /** "Your message will not be delivered until you confirm": written to a person who writes by hand. */
    private static final Pattern CHALLENGE = Pattern.compile("(?i)\\b(?:confirm|verif)");

    /** From an address to the end of the sentence: a person's answer may mention an unknown user and somebody to write to instead. */
    private static final Pattern SENTENCE_WITH_ADDRESS =
            Pattern.compile("[^\\s<>@]{1,64}@[^\\s<>@]{1,255}[^.!?\\n@]{0,80}(?:\\n[^.!?\\n@]{0,80})?");

    private static final int MOST = 5;
    private static final int SHORT = 80;

    private AutoReplyParser() {}

    static Optional<ParseResult> of(InboundMessage letter) {
        if (letter.headers().get("X-Apple-Unsubscribe").equalsIgnoreCase("true")) {
            return Optional.of(new ParseResult(Kind.UNSUBSCRIBED, List.of()));
        }
        boolean header = AutoReply.saysHeader(letter.headers()) && (isChallenge(letter) || !isNotice(letter));
        if (!(header && !deniesUser(letter)) && !AutoReply.saysSubject(letter.subject())) {
            return Optional.empty();
        }
        Optional<String> from = NoticeAddress.in(letter.prose().from());
        NoticeRecipient recipient =
                new NoticeRecipient(from, "", new Reply(0, null, letter.subject()), Classifier.autoReply(), "");
        return Optional.of(new ParseResult(Kind.AUTO_REPLY, List.of(recipient)));
    }

    /** Some servers answer for a user that they do not have, as if it had a holiday. */
    static boolean deniesUser(InboundMessage letter) {
        if (!AutoReply.saysHeader(letter.headers()) || AutoReply.saysSubject(letter.subject()) || isChallenge(letter)) {
            return false;
        }
        String words = Boilerplate.cut(letter.prose().words()).strip();
        return (letter.fromDaemon() || words.length() <= SHORT)
                ? isUnknown(words)
                : SENTENCE_WITH_ADDRESS.matcher(words).results().limit(MOST).anyMatch(said -> isUnknown(said.group()));
    }

    private static boolean isUnknown(String words) {
        Diagnosis said = Classifier.classify(new Reply(0, null, words), Classifier.Source.NOTICE);
        return said.verdict() == Verdict.HARD && said.ruleId().equals("mailbox-unknown");
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
