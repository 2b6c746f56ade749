package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.notice.NoticeParser;
import org.tidings.diagnosis.notice.NoticeRecipient;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.TimelineEvent;

/**
 * Explains on demand what led to the verdict of an event: the notice is read again where it is still stored, and the server's reply otherwise.
 * Reading it again costs less than storing an explanation with each of millions of events.
 */
@ApplicationScoped
public class Explanations {

    private final Notices notices;

    Explanations(Notices notices) {
        this.notices = notices;
    }

    /**
     * An explanation.
     *
     * @param lines one for each ground: what it says, which words say so, and in which place they stand
     */
    public record Why(List<String> lines) {}

    /** The explanations of one recipient's events. The caller must check that the user may see the blast. */
    public Map<TimelineEvent, Why> of(RecipientKey recipient, List<TimelineEvent> events) {
        if (events.stream().noneMatch(Explanations::isVerdict)) {
            return Map.of();
        }
        Map<Long, String> received = notices.received(recipient);
        Map<TimelineEvent, Why> explanations = new HashMap<>();
        for (TimelineEvent event : events) {
            if (isVerdict(event)) {
                why(event, Optional.ofNullable(received.get(event.source())))
                        .ifPresent(why -> explanations.put(event, why));
            }
        }
        return explanations;
    }

    private static boolean isVerdict(TimelineEvent event) {
        return event.detail() != null
                && switch (event.type()) {
                    case BOUNCED, SUSPECTED, BLOCKED, GAVE_UP, DEFERRED -> true;
                    default -> false;
                };
    }

    private static Optional<Why> why(TimelineEvent event, Optional<String> notice) {
        return notice.flatMap(raw -> NoticeParser.parse(raw.getBytes(StandardCharsets.ISO_8859_1)).recipients().stream()
                        .filter(recipient -> !recipient.place().isEmpty())
                        .findFirst())
                .map(Explanations::ofNotice)
                .or(() -> ofReply(event));
    }

    private static Why ofNotice(NoticeRecipient recipient) {
        return why(recipient.diagnosis(), " of " + recipient.place());
    }

    private static Optional<Why> ofReply(TimelineEvent event) {
        Classifier.Source source =
                event.type() == EventType.DEFERRED ? Classifier.Source.CONVERSATION : Classifier.Source.NOTICE;
        Diagnosis diagnosis = Classifier.classify(Reply.parse(String.valueOf(event.detail())), source);
        return diagnosis.grounds().isEmpty() ? Optional.empty() : Optional.of(why(diagnosis, " of the reply"));
    }

    private static Why why(Diagnosis diagnosis, String place) {
        List<String> lines = diagnosis.grounds().stream()
                .map(ground ->
                        "\u201c" + ground.words() + "\u201d (" + ground.origin().text() + place + "): " + ground.says())
                .toList();
        return new Why(lines.isEmpty() ? List.of("No words were understood, so that nothing is proven.") : lines);
    }
}
