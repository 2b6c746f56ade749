package org.tidings.feedback.ses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.feedback.provider.FailureVerdict;

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

    Diagnosis diagnosis() {
        return FailureVerdict.delay(words, type.equals("MailboxFull") ? "452 4.2.2" : "451 4.0.0");
    }

    /** One line for experts. */
    String detail() {
        return words.isEmpty() ? "Amazon SES: delayed, " + type : words;
    }
}
