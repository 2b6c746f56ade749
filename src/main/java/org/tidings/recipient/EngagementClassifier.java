package org.tidings.recipient;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tidings.engagement.Judgement;
import org.tidings.engagement.MachineRules;
import org.tidings.engagement.ScannerBurst;
import org.tidings.engagement.TrackingRequest;

/**
 * Gives an open or click the weight that its visitor deserves: a person's, a machine's, or not known yet. Pure, and what was found out is
 * remembered: the rules are dozens of expressions, and in a storm of opens a few hundred programs come again and again.
 */
public final class EngagementClassifier {

    /** Longer names are judged each time, so that nobody fills the memory with them. */
    private static final int LONGEST_NAME = 500;

    private static final LoadingCache<TrackingRequest, Weight> KNOWN =
            Caffeine.newBuilder().maximumSize(5_000).build(EngagementClassifier::weigh);

    private EngagementClassifier() {}

    /**
     * How a visitor counts.
     *
     * @param machine which machine, whenever it comes; null when it may be a person
     * @param early another judgement for what comes within seconds of delivery
     */
    private record Weight(@Nullable String machine, NewEvent.@Nullable Early early) {}

    /**
     * The event, judged as if it came late and, if that makes a difference, as if it came early; the Ledger knows which it was.
     *
     * @param hit who came; from where and when after acceptance is not looked at
     */
    public static NewEvent judged(NewEvent event, TrackingRequest hit) {
        Weight weight = weightOf(new TrackingRequest(hit.kind(), hit.method(), hit.userAgent(), hit.headers(), null));
        if (weight.machine() != null) {
            return event.byMachine().byVisitor(event.described(weight.machine()));
        }
        return weight.early() == null ? event : event.whenEarly(weight.early());
    }

    private static Weight weightOf(TrackingRequest visitor) {
        boolean isOrdinary = visitor.headers().isEmpty()
                && (visitor.userAgent() == null || visitor.userAgent().length() <= LONGEST_NAME);
        return isOrdinary ? KNOWN.get(visitor) : weigh(visitor);
    }

    private static Weight weigh(TrackingRequest visitor) {
        Judgement late = MachineRules.judge(visitor);
        if (late.automatic()) {
            return new Weight(late.words(), null);
        }
        Judgement early = MachineRules.judge(visitor.after(Duration.ZERO));
        if (early.provisional()) {
            return new Weight(null, new NewEvent.Early(ScannerBurst.EARLY, ScannerBurst.HOLD, ""));
        }
        return new Weight(
                null, early.automatic() ? new NewEvent.Early(MachineRules.PREFETCH, null, early.words()) : null);
    }
}
