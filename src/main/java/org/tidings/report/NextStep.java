package org.tidings.report;

import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Explanation;
import org.tidings.recipient.Correction;
import org.tidings.recipient.RecipientStatus;

/** What staff can do for a recipient, and what a group of them has in common: from the rule that explained the row. Pure. */
final class NextStep {

    private static final String FIX_ADDRESS = "Check the spelling with the family.";

    /** Of no use to say that Tidings tries again: it did. */
    private static final String GIVEN_UP = "Tell the family another way, or ask for another address and send it there.";

    private NextStep() {}

    /** What to do; null where there is nothing. */
    static @Nullable String of(RecipientStatus status, @Nullable String rule) {
        if (Correction.RULE.equals(rule)) {
            return null;
        }
        return switch (status) {
            case SENT, BOUNCE ->
                Explanation.ofRule(rule)
                        .map(Explanation::nextStep)
                        .orElse(status == RecipientStatus.BOUNCE ? FIX_ADDRESS : null);
            case INVALID -> "Ask the family for an address that they use now.";
            case FAILED -> failed(rule);
            case DELIVERY, OPEN, CLICK, UNSUBSCRIBED -> null;
        };
    }

    private static String failed(@Nullable String rule) {
        return switch (rule == null ? "" : rule) {
            case "malformed" -> "Correct the address, and send the message to it again.";
            case "cancelled" -> "Write to them again if they should still get it.";
            case "rendering" -> "Check the merge fields of the message, and send it to them again.";
            default ->
                Explanation.ofRule(rule)
                        .map(why -> why.passing() ? GIVEN_UP : why.nextStep())
                        .orElse("Open the row to see what the mail server said.");
        };
    }

    /** The heading over everyone whom one rule explained. */
    static String heading(RecipientStatus status, @Nullable String rule) {
        if (Correction.RULE.equals(rule)) {
            return "Sent again to a corrected address";
        }
        if (status == RecipientStatus.INVALID) {
            return "Not mailed: the address bounced or complained before";
        }
        return switch (rule == null ? "" : rule) {
            case "malformed" -> "Not an email address";
            case "cancelled" -> "Not sent: the blast was cancelled";
            case "rendering" -> "The message could not be made";
            default -> {
                String sentence =
                        Explanation.ofRule(rule).map(Explanation::sentence).orElse("No reason was given.");
                yield sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
            }
        };
    }
}
