package org.tidings.diagnosis.notice;

import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Classifier.Source;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;

/** What a reply means beside an action. */
final class NoticeOutcome {

    private NoticeOutcome() {}

    static Diagnosis diagnose(String action, Reply reply) {
        return switch (action) {
            case "delivered", "relayed", "expanded" -> Classifier.delivered();
            case "delayed" -> Classifier.classify(reply, Source.DELAY);
            default -> Classifier.classify(reply, Source.NOTICE);
        };
    }
}
