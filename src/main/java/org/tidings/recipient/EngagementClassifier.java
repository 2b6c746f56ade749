package org.tidings.recipient;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tidings.engagement.BehaviourRules;
import org.tidings.engagement.Judgement;
import org.tidings.engagement.MachineRules;
import org.tidings.engagement.Sequence;
import org.tidings.engagement.TrackingRequest;

/** Classifies opens and clicks. Results are cached, because few user agents make most requests. */
public final class EngagementClassifier {

    /** Results for longer user agents are not cached, so that they cannot fill the memory. */
    private static final int LONGEST_CACHED_AGENT = 500;

    private static final LoadingCache<TrackingRequest, Classification> CACHE =
            Caffeine.newBuilder().maximumSize(5_000).build(EngagementClassifier::classify);

    private EngagementClassifier() {}

    /**
     * The classification of a request.
     *
     * @param machine the kind of machine; null if it may be a person
     * @param early another classification for requests within seconds of delivery; null if it is the same
     */
    private record Classification(@Nullable String machine, NewEvent.@Nullable Early early) {}

    /**
     * Adds the classification to the event: that of a late request and, if it differs, that of an early one. The Ledger chooses between them,
     * because it reads the time of acceptance.
     *
     * @param hit the request; its time after acceptance is ignored
     */
    public static NewEvent judged(NewEvent event, TrackingRequest hit) {
        return judged(event, late(hit), true);
    }

    /**
     * The same for requests that a mail provider reports, which do not wait for more evidence: what else was requested, and from where, is not
     * known.
     */
    public static NewEvent reported(NewEvent event, TrackingRequest hit) {
        return judged(event, late(hit), false);
    }

    private static NewEvent judged(NewEvent event, Classification found, boolean mayWait) {
        if (found.machine() != null) {
            return event.byMachine().byVisitor(event.described(found.machine()));
        }
        NewEvent.Early early = found.early();
        return early == null || (early.hold() != null && !mayWait) ? event : event.whenEarly(early);
    }

    private static Classification late(TrackingRequest hit) {
        return classification(new TrackingRequest(hit.kind(), hit.method(), hit.userAgent(), hit.headers(), null));
    }

    private static Classification classification(TrackingRequest request) {
        boolean isCacheable = request.headers().isEmpty()
                && (request.userAgent() == null || request.userAgent().length() <= LONGEST_CACHED_AGENT);
        return isCacheable ? CACHE.get(request) : classify(request);
    }

    private static Classification classify(TrackingRequest request) {
        Judgement late = MachineRules.judge(request);
        if (late.automatic()) {
            return new Classification(late.words(), null);
        }
        Judgement early = MachineRules.judge(request.after(Duration.ZERO));
        if (early.provisional()) {
            return new Classification(
                    null,
                    new NewEvent.Early(
                            Sequence.EARLY,
                            BehaviourRules.hold(request.kind(), true),
                            "",
                            late.provisional() ? BehaviourRules.hold(request.kind(), false) : null));
        }
        return new Classification(
                null, early.automatic() ? new NewEvent.Early(MachineRules.PREFETCH, null, early.words(), null) : null);
    }
}
