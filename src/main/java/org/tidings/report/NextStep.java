package org.tidings.report;

import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Explanation;
import org.tidings.recipient.Correction;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientStatus;

/** Suggests what staff can do for a recipient, and provides the heading of a group, from the rule that explains the status. */
final class NextStep {

    private static final String FIX_ADDRESS = "Check the spelling with the family.";

    /** For messages that Tidings has already retried. */
    private static final String GIVEN_UP = "Contact the family another way, or ask for another address.";

    private static final String REPORTED_AS_JUNK = "They reported your mail as junk. Phone before mailing again.";

    private static final String COMPLAINT = Classifier.complaint().sentence();

    private NextStep() {}

    /** The next step for one recipient; null if there is none. */
    static @Nullable String of(ReportRow row) {
        if (row.done() != FollowUp.OPEN) {
            return null;
        }
        boolean notMailed = row.status() == RecipientStatus.BOUNCE || row.status() == RecipientStatus.INVALID;
        return notMailed && isComplainer(row) ? REPORTED_AS_JUNK : of(row.status(), row.rule());
    }

    /** Whether the recipient marked this or an earlier message as spam; they must not be mailed at another address either. */
    static boolean isComplainer(ReportRow row) {
        String reason = row.reason();
        return row.complaint() || (reason != null && reason.contains(decapitalised(COMPLAINT)));
    }

    private static String decapitalised(String sentence) {
        return sentence.substring(1).replaceAll("\\.$", "");
    }

    /** The next step for all recipients with this status and rule; null if there is none. */
    static @Nullable String of(RecipientStatus status, @Nullable String rule) {
        if (Correction.RULE.equals(rule)) {
            return null;
        }
        return switch (status) {
            case SENT, BOUNCE ->
                Explanation.ofRule(rule)
                        .map(Explanation::nextStep)
                        .orElse(status == RecipientStatus.BOUNCE ? FIX_ADDRESS : null);
            case INVALID -> "Ask the family for their current address.";
            case FAILED -> failed(rule);
            case DELIVERY, OPEN, CLICK, UNSUBSCRIBED -> null;
        };
    }

    private static String failed(@Nullable String rule) {
        return switch (rule == null ? "" : rule) {
            case "malformed" -> "Correct the address and send the message again.";
            case "cancelled" -> "Send it to them again if they should still get it.";
            case "too-late" -> "Phone them: the message did not reach them in time.";
            case "rendering" -> "Check the merge fields of the message and send it again.";
            default ->
                Explanation.ofRule(rule)
                        .map(why -> why.passing() ? GIVEN_UP : why.nextStep())
                        .orElse("Open the row to see the mail server's response.");
        };
    }

    /** The heading of the group with this rule. */
    static String heading(RecipientStatus status, @Nullable String rule) {
        if (status == RecipientStatus.INVALID) {
            return "Not mailed: the address bounced or complained before";
        }
        return switch (rule == null ? "" : rule) {
            case "malformed" -> "Not an email address";
            case "cancelled" -> "Not sent: sending was cancelled";
            case "too-late" -> "Too late: not delivered before the message became useless";
            case "rendering" -> "The message could not be created";
            default -> {
                String sentence =
                        Explanation.ofRule(rule).map(Explanation::sentence).orElse("No reason given.");
                yield sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
            }
        };
    }
}
