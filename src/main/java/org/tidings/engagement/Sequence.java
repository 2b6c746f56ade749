package org.tidings.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provisional request and what is known of its circumstances.
 *
 * @param request the request to decide
 * @param accepted when the receiving server accepted the message; null if that is not recorded, although the request waited: how long
 *     after it the request came is then no evidence
 * @param all all requests for the message, in any order, including this one
 * @param crowded whether other recipients made requests at the same time from the same network or mail domain, see {@link Crowd}
 */
public record Sequence(MessageRequest request, @Nullable Instant accepted, List<MessageRequest> all, boolean crowded) {

    /** Scanners work at delivery: within this time, less evidence is needed. */
    public static final Duration EARLY = Duration.ofSeconds(60);

    /** A message that was accepted longer after the request than this was delivered before: an earlier attempt succeeded unnoticed. */
    private static final Duration RETRIED = Duration.ofSeconds(60);

    /** Two requests for different URLs within this time are made by a program. */
    static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** The same soon after delivery: nobody opened the message, read it and followed two links. */
    static final Duration AT_ONCE_EARLY = Duration.ofSeconds(5);

    /** Time from acceptance to notification, opening, reading and a tap. */
    static final Duration READING_ON_PHONE = Duration.ofSeconds(5);

    /** The same for a person at a computer, which shows notifications less prominently. */
    static final Duration READING_ON_COMPUTER = Duration.ofSeconds(10);

    /** Time from acceptance until a web page that shows the mailbox can have loaded the message. */
    static final Duration SHOWING = Duration.ofSeconds(2);

    /** Nobody reads the message and follows a link within this time. */
    private static final Duration READING = Duration.ofSeconds(1);

    /** A check of a link and the request for it come within this time. */
    private static final Duration CHECKING = Duration.ofSeconds(10);

    boolean isEarly() {
        return isWithin(EARLY);
    }

    /** Whether the request came within this time of acceptance, before or after. */
    private boolean isWithin(Duration time) {
        if (accepted == null) {
            return false;
        }
        Duration since = Duration.between(accepted, request.at());
        return since.compareTo(RETRIED.negated()) > 0 && since.compareTo(time) < 0;
    }

    /** Whether a person showed the message before. A program that renders the message and follows its links uses one user agent for both. */
    boolean isOpenedBefore() {
        return opens().filter(open -> open.at().isBefore(request.at()))
                .anyMatch(open ->
                        !isSameProgram(open) || (!isWithin(READING_ON_PHONE) && !isBetween(open, request, READING)));
    }

    /** The number of other URLs that were requested at the same time; more than one makes a scan of any kind of request. */
    int othersAtOnce() {
        Duration gap = isEarly() && !isOpenedBefore() ? AT_ONCE_EARLY : AT_ONCE;
        Set<String> others = all.stream()
                .filter(other -> !other.isOpen() && isBetween(other, request, gap))
                .map(MessageRequest::what)
                .collect(Collectors.toSet());
        others.remove(request.what());
        return request.isOpen() ? Math.max(0, others.size() - 1) : others.size();
    }

    /** Whether the same program checked a link without following it (HEAD) just before. */
    boolean isAfterCheck() {
        return all.stream()
                .anyMatch(other -> other.program().equals(MachineRules.LINK_CHECKER + " · " + request.program())
                        && !other.at().isAfter(request.at())
                        && isBetween(other, request, CHECKING));
    }

    /** Whether a machine that was recognised requested links at the same time, soon after delivery. */
    boolean isBesideMachine() {
        return isEarly()
                && !isOpenedBefore()
                && all.stream()
                        .anyMatch(other -> !other.counted() && !other.isOpen() && isBetween(other, request, AT_ONCE));
    }

    /** Whether nobody can have read the message before, or shown it in a web page. */
    boolean isFasterThanReading() {
        if (request.isOpen()) {
            return isWithin(SHOWING) && UserAgents.isBrowser(request.program());
        }
        Duration reading = UserAgents.isMobile(request.program()) ? READING_ON_PHONE : READING_ON_COMPUTER;
        return isWithin(reading) && !isOpenedBefore();
    }

    /** Whether the message was shown and a link followed in one moment, or the link first, by one program. */
    boolean isOpenedAndFollowedAtOnce() {
        Stream<MessageRequest> counterparts = request.isOpen() ? all.stream().filter(MessageRequest::isClick) : opens();
        return counterparts
                .filter(this::isSameProgram)
                .anyMatch(other -> isBetween(other, request, READING) || isClickBeforeOpen(other));
    }

    private boolean isClickBeforeOpen(MessageRequest counterpart) {
        MessageRequest open = request.isOpen() ? request : counterpart;
        MessageRequest click = request.isOpen() ? counterpart : request;
        return click.at().isBefore(open.at())
                && isBetween(click, open, AT_ONCE)
                && opens().noneMatch(earlier -> earlier.at().isBefore(click.at()));
    }

    /** Whether many recipients followed a link at once soon after delivery, without opening the message. */
    boolean isInCrowd() {
        return crowded && request.isClick() && isEarly() && !isOpenedBefore();
    }

    private Stream<MessageRequest> opens() {
        return all.stream().filter(other -> other.isOpen() && other.counted());
    }

    private boolean isSameProgram(MessageRequest other) {
        return other.program().equals(request.program());
    }

    private static boolean isBetween(MessageRequest one, MessageRequest other, Duration time) {
        return Duration.between(one.at(), other.at()).abs().compareTo(time) < 0;
    }
}
