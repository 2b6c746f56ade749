package org.tidings.feedback.provider;

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

/** Maps opens and clicks that a provider reports to recipient events, by the same machine rules as our own tracking. */
public final class ReportedHit {

    private ReportedHit() {}

    public static NewEvent open(TokenSubject subject, Instant at, String userAgent) {
        return judged(event(subject, EventType.OPENED, at), TrackingRequest.Kind.OPEN, userAgent);
    }

    /**
     * A click.
     *
     * @param link as reported: ours, which the provider has wrapped, or any other
     */
    public static NewEvent click(TokenSubject subject, Instant at, String userAgent, String link, Tokens tokens) {
        Optional<ClickTarget> ours = ownLink(link, tokens);
        NewEvent click = event(subject, EventType.CLICKED, at).withDetail(ours.isPresent() ? null : link);
        return judged(
                ours.map(target -> click.withLink(target.link())).orElse(click), TrackingRequest.Kind.CLICK, userAgent);
    }

    private static Optional<ClickTarget> ownLink(String link, Tokens tokens) {
        try {
            String path = URI.create(link).getPath();
            int token = path == null ? -1 : path.lastIndexOf("/c/");
            return token < 0 ? Optional.empty() : tokens.verifyClick(path.substring(token + 3));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static NewEvent event(TokenSubject subject, EventType type, Instant at) {
        return NewEvent.of(new RecipientKey(subject.blastId(), subject.seq()), type, at);
    }

    /** Not every provider names the program; then it cannot be known whether it was a person. */
    private static NewEvent judged(NewEvent event, TrackingRequest.Kind kind, String userAgent) {
        return userAgent.isEmpty()
                ? event.byVisitor("no name").byUnknown()
                : EngagementClassifier.reported(
                        event.byVisitor(userAgent), new TrackingRequest(kind, "GET", userAgent, Map.of(), null));
    }
}
