package org.tidings.engagement;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.tidings.engagement.TrackingRequest.Kind;

/**
 * Decides who made a request with a browser's or mail program's user agent, from when it came and what else was requested. The first matching
 * rule decides; without one, a person made it.
 *
 * <p>Security gateways (Barracuda, Proofpoint, Mimecast, Microsoft Defender) request the links of a message at delivery, with the user agent of
 * a browser and often from addresses of cloud providers. What senders publish about them: clicks within seconds of delivery, several links at
 * once, often including unsubscribe and view links, HEAD before GET, no open before, and many recipients of one company at the same time (Act-On,
 * "Identifying False Positives in Email Clicks"; Validity, "How to deal with clicks from endpoint protection bots").
 *
 * <p>A rule that proves a machine is listed before those that only raise doubt. A link that only machines see is not used: filters for spam
 * take hidden links for an attempt to deceive.
 */
public final class BehaviourRules {

    /** How long a request soon after delivery waits for others of the same message. */
    public static final Duration EARLY_HOLD = Sequence.AT_ONCE_EARLY;

    /** The same for later requests, and for opens. */
    public static final Duration HOLD = Sequence.AT_ONCE;

    private record Rule(Verdict verdict, Predicate<Sequence> when) {}

    private static final List<Rule> RULES = List.of(
            rule(
                    Actor.MACHINE,
                    "Security scanner (opened several links at once)",
                    sequence -> sequence.othersAtOnce() > (sequence.isEarly() ? 0 : 1)),
            rule(Actor.MACHINE, "Security scanner (checked the link before)", Sequence::isAfterCheck),
            rule(Actor.UNKNOWN, "together with another link", sequence -> sequence.othersAtOnce() > 0),
            rule(Actor.UNKNOWN, "at the same time as a security scanner", Sequence::isBesideMachine),
            rule(
                    Actor.UNKNOWN,
                    "within seconds of delivery, which is faster than a person reads",
                    Sequence::isFasterThanReading),
            rule(
                    Actor.UNKNOWN,
                    "opened and clicked by the same program in one moment",
                    Sequence::isOpenedAndFollowedAtOnce),
            rule(
                    Actor.UNKNOWN,
                    "at the same time as other recipients of this network or company",
                    Sequence::isInCrowd));

    private BehaviourRules() {}

    public static Verdict judge(Sequence sequence) {
        return RULES.stream()
                .filter(rule -> rule.when.test(sequence))
                .findFirst()
                .map(Rule::verdict)
                .orElse(Verdict.PERSON);
    }

    /** How long to wait before a provisional request is decided. */
    public static Duration hold(Kind kind, boolean early) {
        return early && kind == Kind.CLICK ? EARLY_HOLD : HOLD;
    }

    private static Rule rule(Actor actor, String words, Predicate<Sequence> when) {
        return new Rule(new Verdict(actor, words), when);
    }
}
