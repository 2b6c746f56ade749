package org.tidings.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.Numbers;

/** Describes the status of a recipient and its reason in plain words. */
final class StatusText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Dates dates;
    private final int allowedAttempts;

    /** @param allowedAttempts the maximum number of attempts per recipient, the {@code 6} in "2 of 6" */
    StatusText(Dates dates, int allowedAttempts) {
        this.dates = dates;
        this.allowedAttempts = allowedAttempts;
    }

    String of(ReportRow row, LastEngagement lastEngagements) {
        List<String> parts = new ArrayList<>();
        parts.add(
                switch (row.status()) {
                    case SENT -> waiting(row);
                    case DELIVERY ->
                        row.untracked() && !row.hasAnswered()
                                ? "In their mailbox; they do not permit tracking, so opens are not known"
                                : "In their mailbox";
                    case OPEN -> opened(row, lastEngagements);
                    case CLICK -> clicked(row, lastEngagements);
                    case BOUNCE -> reason(row, "The address does not accept mail");
                    case INVALID -> reason(row, "Not mailed: the address bounced or complained before");
                    case UNSUBSCRIBED -> reason(row, "Left out: unsubscribed");
                    case FAILED -> reason(row, "Not sent");
                });
        if (isOpened(row) && row.reason() != null) {
            parts.add("Later: " + decapitalised(withoutStop(row.reason())));
        }
        if (row.isSentAgain() && !parts.get(0).contains("Sent ")) { // a correction says where to
            parts.add("Sent again");
        }
        if (row.gotItAt() != null) {
            parts.add("Confirmed having read it " + dates.relative(row.gotItAt()));
        }
        if (row.answer() != null) {
            parts.add("Answered " + row.answer().word().toLowerCase(Locale.ROOT));
        }
        unconfirmed(row).ifPresent(parts::add);
        if (row.complaint()) {
            parts.add("Marked as spam");
        }
        if (row.unsubscribedAt() != null) {
            parts.add("Unsubscribed on " + dates.day(row.unsubscribedAt()));
        }
        return String.join(". ", parts);
    }

    /** Only what would raise the status if it were confirmed. */
    private static Optional<String> unconfirmed(ReportRow row) {
        boolean click = row.marks().isUnconfirmedClick() && row.clicks() == 0;
        boolean open = row.marks().isUnconfirmed() && row.opens() + row.clicks() == 0 && !row.hasAnswered();
        if (!click && !open) {
            return Optional.empty();
        }
        return Optional.of((click ? "A click" : "An open") + " could not be confirmed: it may have been a machine");
    }

    private String waiting(ReportRow row) {
        if (row.isRetried()) {
            String number = "(" + (row.attempts() + 1) + " of " + allowedAttempts + ")";
            String why = row.reason() == null ? "" : ": " + decapitalised(withoutStop(row.reason()));
            return "Trying again " + when(Objects.requireNonNull(row.nextAttemptAt())) + " " + number + why;
        }
        return row.sentAt() == null ? "In the queue" : "Accepted by the mail server, delivery not confirmed";
    }

    private String opened(ReportRow row, LastEngagement lastEngagements) {
        Instant last = lastEngagements.openedAt() == null ? row.openedAt() : lastEngagements.openedAt();
        String ago = last == null ? "" : dates.relative(last);
        return row.opens() > 1
                ? "Opened " + Numbers.of(row.opens()) + " times" + (ago.isEmpty() ? "" : ", last " + ago)
                : "Opened" + (ago.isEmpty() ? "" : " " + ago);
    }

    private static String clicked(ReportRow row, LastEngagement lastEngagements) {
        String times = row.clicks() > 1 ? ", " + Numbers.of(row.clicks()) + " clicks in total" : "";
        return lastEngagements.clicked() == null
                ? "Clicked a link" + times
                : "Clicked '" + lastEngagements.clicked() + "'" + times;
    }

    private static boolean isOpened(ReportRow row) {
        return switch (row.status()) {
            case OPEN, CLICK -> true;
            default -> false;
        };
    }

    private String when(Instant at) {
        if (!at.isAfter(dates.now())) {
            return "now";
        }
        if (dates.paper()) {
            return dates.relative(at);
        }
        boolean today = at.atZone(dates.zone())
                .toLocalDate()
                .equals(dates.now().atZone(dates.zone()).toLocalDate());
        return today ? "at " + TIME.format(at.atZone(dates.zone())) : dates.relative(at);
    }

    private static String reason(ReportRow row, String otherwise) {
        @Nullable String reason = row.reason();
        return reason == null ? otherwise : withoutStop(reason);
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String decapitalised(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
