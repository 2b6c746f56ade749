package org.tidings.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reply means, for the program and for the front desk.
 *
 * @param verdict what it comes to
 * @param ruleId the topic that explains the verdict, such as {@code mailbox-unknown}
 * @param sentence the reason in plain words
 * @param nextStep what staff can do about it; null when there is nothing to do
 * @param permanent the server said that trying again is of no use
 * @param codes reply code and enhanced status, for example "550 5.1.1"; may be empty
 * @param grounds what led to the verdict: which words, in which place
 */
public record Diagnosis(
        Verdict verdict,
        String ruleId,
        String sentence,
        @Nullable String nextStep,
        boolean permanent,
        String codes,
        List<Grounds> grounds) {

    /** A diagnosis with a copy of its grounds. */
    public Diagnosis {
        grounds = List.copyOf(grounds);
    }

    /** A diagnosis that needs no grounds. */
    public Diagnosis(
            Verdict verdict,
            String ruleId,
            String sentence,
            @Nullable String nextStep,
            boolean permanent,
            String codes) {
        this(verdict, ruleId, sentence, nextStep, permanent, codes, List.of());
    }

    /** True when the address must not be mailed again. */
    public boolean invalidatesAddress() {
        return verdict == Verdict.HARD || verdict == Verdict.COMPLAINT;
    }

    /** True when something else than the address is to blame. */
    public boolean excusesAddress() {
        return verdict == Verdict.BLOCKED || verdict == Verdict.SOFT;
    }

    /** True when words or a telling code led to it; false for answers that give no reason. */
    public boolean isUnderstood() {
        return verdict == Verdict.DELIVERED || grounds.stream().anyMatch(Grounds::isTelling);
    }

    /** True when the address may be dead: a second such finding, from another blast, makes it invalid. */
    public boolean suspectsAddress() {
        return verdict == Verdict.SUSPECTED;
    }

    /** True when a temporary answer says that the mailbox does not exist: once the attempts are used up, the address is suspected. */
    public boolean suspectsAddressOnceGivenUp() {
        return verdict == Verdict.SOFT && grounds.stream().anyMatch(Grounds::againstAddress);
    }

    /**
     * True when another attempt makes sense. A full mailbox is worth one although some servers call it permanent (552);
     * a refusal because of us is worth one only when the server said so (4xx).
     */
    public boolean worthRetrying() {
        return switch (verdict) {
            case SOFT, TRANSPORT -> true;
            case BLOCKED, UNKNOWN -> !permanent;
            case DELIVERED, HARD, SUSPECTED, COMPLAINT, AUTO_REPLY -> false;
        };
    }

    /**
     * True when the receiving domain wants less mail from us for now. A full or busy mailbox says nothing about its neighbours, and trouble
     * with our own mail server nothing about anybody.
     */
    public boolean defersDomain() {
        return switch (verdict) {
            case SOFT -> ruleId.equals(Topic.GREYLISTED.id());
            case BLOCKED -> !permanent;
            default -> false;
        };
    }

    /** True when somebody asked us to send more slowly: our own mail server, or one behind it. */
    public boolean asksForLess() {
        return ruleId.equals(Topic.RELAY_RATE.id()) || slowsRelay();
    }

    /** True when it can only have been our own mail server that asked, which says nothing about the message it refused. */
    public boolean slowsRelay() {
        return ruleId.equals(Topic.RELAY_QUOTA.id());
    }
}
