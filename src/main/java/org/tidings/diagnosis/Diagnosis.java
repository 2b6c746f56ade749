package org.tidings.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * What a reply means, for the program and for the front desk.
 *
 * @param verdict what it comes to
 * @param ruleId the line of the {@link Classifier}'s table that decided
 * @param sentence the reason in plain words
 * @param nextStep what staff can do about it; null when there is nothing to do
 * @param permanent the server said that trying again is of no use
 * @param codes reply code and enhanced status, for example "550 5.1.1"; may be empty
 */
public record Diagnosis(
        Verdict verdict,
        String ruleId,
        String sentence,
        @Nullable String nextStep,
        boolean permanent,
        String codes) {

    /** True when the address must not be mailed again. */
    public boolean invalidatesAddress() {
        return verdict == Verdict.HARD || verdict == Verdict.COMPLAINT;
    }

    /**
     * True when another attempt makes sense. A full mailbox is worth one although some servers call it permanent (552);
     * a refusal because of us is worth one only when the server said so (4xx).
     */
    public boolean worthRetrying() {
        return switch (verdict) {
            case SOFT, TRANSPORT -> true;
            case BLOCKED, UNKNOWN -> !permanent;
            case DELIVERED, HARD, COMPLAINT, AUTO_REPLY -> false;
        };
    }

    /**
     * True when the receiving domain wants less mail from us for now. A full or busy mailbox says nothing about its neighbours, and trouble
     * with our own mail server nothing about anybody.
     */
    public boolean defersDomain() {
        return switch (verdict) {
            case SOFT -> Rules.isGreylisting(ruleId);
            case BLOCKED -> !permanent;
            default -> false;
        };
    }

    /** True when somebody asked us to send more slowly: our own mail server, or one behind it. */
    public boolean asksForLess() {
        return Rules.isRate(ruleId);
    }

    /** True when it can only have been our own mail server that asked, which says nothing about the message it refused. */
    public boolean slowsRelay() {
        return Rules.isRelayQuota(ruleId);
    }
}
