package org.tidings.feedback.ses;

import java.time.Instant;
import java.util.Optional;
import org.tidings.feedback.provider.ReportedHit;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.NewEvent;

/** Maps open and click events of SES to recipient events; applies the same machine rules as to our own tracking. */
final class SesEngagement {

    private SesEngagement() {}

    /** Empty for all other events. */
    static Optional<NewEvent> event(SesEvent event, TokenSubject subject, Instant at, Tokens tokens) {
        return switch (event.type()) {
            case OPEN -> Optional.of(ReportedHit.open(subject, at, event.text("userAgent")));
            case CLICK ->
                Optional.of(ReportedHit.click(subject, at, event.text("userAgent"), event.text("link"), tokens));
            default -> Optional.empty();
        };
    }
}
