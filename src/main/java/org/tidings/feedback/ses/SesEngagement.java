package org.tidings.feedback.ses;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.tidings.engagement.TrackingRequest;
import org.tidings.message.ClickTarget;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.EngagementClassifier;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** Maps open and click events of SES to recipient events; applies the same machine rules as to our own tracking. */
final class SesEngagement {

    private SesEngagement() {}

    /** Empty for all other events. */
    static Optional<NewEvent> event(SesEvent event, TokenSubject subject, Instant at, Tokens tokens) {
        return switch (event.type()) {
            case OPEN -> Optional.of(open(event, subject, at));
            case CLICK -> Optional.of(click(event, subject, at, tokens));
            default -> Optional.empty();
        };
    }

    private static NewEvent open(SesEvent event, TokenSubject subject, Instant at) {
        return EngagementClassifier.reported(
                NewEvent.of(new RecipientKey(subject.blastId(), subject.seq()), EventType.OPENED, at)
                        .byVisitor(program(event)),
                hit(event, TrackingRequest.Kind.OPEN));
    }

    private static NewEvent click(SesEvent event, TokenSubject subject, Instant at, Tokens tokens) {
        Optional<ClickTarget> ours = ownLink(event.text("link"), tokens);
        NewEvent click = NewEvent.of(new RecipientKey(subject.blastId(), subject.seq()), EventType.CLICKED, at)
                .withDetail(ours.isPresent() ? null : event.text("link"))
                .byVisitor(program(event));
        return EngagementClassifier.reported(
                ours.map(target -> click.withLink(target.link())).orElse(click),
                hit(event, TrackingRequest.Kind.CLICK));
    }

    /** SES wraps the tracked links in the message; this unwraps them. */
    private static Optional<ClickTarget> ownLink(String link, Tokens tokens) {
        try {
            String path = URI.create(link).getPath();
            int token = path == null ? -1 : path.lastIndexOf("/c/");
            return token < 0 ? Optional.empty() : tokens.verifyClick(path.substring(token + 3));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static TrackingRequest hit(SesEvent event, TrackingRequest.Kind kind) {
        return new TrackingRequest(kind, "GET", event.text("userAgent"), Map.of(), null);
    }

    private static String program(SesEvent event) {
        String userAgent = event.text("userAgent");
        return userAgent.isEmpty() ? "no name" : userAgent;
    }
}
