package org.tidings.tracking.preferences;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.contact.Address;

/**
 * What the reader of an address chose.
 *
 * @param pausedUntil the day on which a pause of marketing ends; null without one
 * @param canMove whether somebody of the account's people reads the address, so that it can be replaced by another one
 * @param complained whether the address gets nothing because of a complaint that its reader can undo
 */
public record Preferences(
        String business,
        String email,
        boolean marketing,
        boolean service,
        boolean tracking,
        @Nullable String pausedUntil,
        List<TopicChoice> topics,
        boolean canMove,
        boolean complained) {

    static final Duration PAUSE = Duration.ofDays(30);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /** A topic with its public name. */
    public record TopicChoice(long id, String name, boolean chosen) {}

    static Preferences of(
            Account account,
            Address address,
            boolean mayGetMarketing,
            List<TopicChoice> topics,
            boolean canMove,
            Instant now) {
        Instant pausedUntil = address.pausedUntil;
        boolean paused = pausedUntil != null && pausedUntil.isAfter(now);
        return new Preferences(
                account.name,
                address.email,
                address.unsubscribedAt == null && (mayGetMarketing || paused),
                address.serviceRefusedAt == null,
                Objects.requireNonNullElse(address.tracking(), !account.askToTrack),
                paused ? day(Objects.requireNonNull(pausedUntil), account.zone()) : null,
                topics,
                canMove,
                address.canLiftComplaint());
    }

    public boolean isPaused() {
        return pausedUntil != null;
    }

    public String pauseHint() {
        return pausedUntil == null ? "They start again by themselves." : "Paused until " + pausedUntil + ".";
    }

    static String day(Instant time, ZoneId zone) {
        return DAY.format(time.atZone(zone));
    }
}
