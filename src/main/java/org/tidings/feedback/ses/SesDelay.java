package org.tidings.feedback.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;

/** Interprets a delivery delay event. */
final class SesDelay {

    private final String type;
    private final String words;

    SesDelay(JsonNode delay) {
        type = delay.path("delayType").asText();
        words = SesEvent.nodes(delay.path("delayedRecipients"))
                .map(SesBounce::words)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Always temporary, regardless of the server response. */
    Diagnosis diagnosis() {
        Diagnosis classified = classify(words);
        if (classified.worthRetrying() && classified.verdict() != Verdict.UNKNOWN) {
            return classified;
        }
        return classify(type.equals("MailboxFull") ? "452 4.2.2" : "451 4.0.0");
    }

    private static Diagnosis classify(String reply) {
        return Classifier.classify(Reply.parse(reply), Classifier.Source.NOTICE);
    }

    /** One line for experts. */
    String detail() {
        return words.isEmpty() ? "Amazon SES: delayed, " + type : words;
    }
}
