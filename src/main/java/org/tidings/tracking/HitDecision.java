package org.tidings.tracking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.tidings.engagement.Actor;
import org.tidings.engagement.BehaviourRules;
import org.tidings.engagement.Crowd;
import org.tidings.engagement.MessageRequest;
import org.tidings.engagement.Sequence;
import org.tidings.engagement.TrackingRequest.Kind;
import org.tidings.engagement.Verdict;
import org.tidings.recipient.EventType;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.UndecidedEvents;
import org.tidings.recipient.UndecidedEvents.Case;
import org.tidings.recipient.UndecidedEvents.Neighbour;
import org.tidings.recipient.UndecidedEvents.Request;

/** Decides undecided hits by the {@link BehaviourRules}. */
final class HitDecision implements UndecidedEvents.Decision {

    /** Hits decided a moment ago, which are still evidence for those that come later. */
    private final Cache<Crowd.Member, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterWrite(Duration.ofSeconds(20))
            .build();

    @Override
    public NewEvent on(Case open) {
        NewEvent event = open.event();
        Verdict verdict = BehaviourRules.judge(new Sequence(
                request(new Request(event.type(), event.at(), event.link(), visitor(event), true)),
                open.accepted(),
                open.requests().stream().map(HitDecision::request).toList(),
                isCrowded(open)));
        NewEvent described =
                verdict.actor() == Actor.PERSON ? event : event.byVisitor(event.described(verdict.words()));
        return switch (verdict.actor()) {
            case PERSON -> described;
            case MACHINE -> described.byMachine();
            case UNKNOWN -> described.byUnknown();
        };
    }

    private boolean isCrowded(Case open) {
        if (open.event().type() != EventType.CLICKED) {
            return false;
        }
        Crowd.Member self = member(open.self());
        recent.put(self, true);
        Set<Crowd.Member> members = new HashSet<>(recent.asMap().keySet());
        open.neighbours().stream().map(HitDecision::member).forEach(members::add);
        return Crowd.surrounds(self, members);
    }

    private static Crowd.Member member(Neighbour neighbour) {
        return new Crowd.Member(
                neighbour.recipient().blastId(),
                neighbour.recipient().seq(),
                neighbour.settleAt(),
                neighbour.network(),
                neighbour.domain());
    }

    private static MessageRequest request(Request request) {
        return switch (request.type()) {
            case OPENED -> new MessageRequest(request.at(), Kind.OPEN, "pixel", request.visitor(), request.counted());
            case CLICKED ->
                new MessageRequest(
                        request.at(), Kind.CLICK, "link " + request.link(), request.visitor(), request.counted());
            default -> new MessageRequest(request.at(), Kind.PAGE, request.visitor(), "", request.counted());
        };
    }

    private static String visitor(NewEvent event) {
        return event.visitor() == null ? "" : event.visitor();
    }
}
