package org.tidings.tracking;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.ConsentKind;

/**
 * What the reader of an address chose.
 *
 * @param pausedUntil the day on which a pause of marketing ends; null without one
 */
public record Preferences(
        String business,
        String email,
        boolean marketing,
        boolean service,
        boolean tracking,
        @Nullable String pausedUntil) {

    static final Duration PAUSE = Duration.ofDays(30);

    private static final String SOURCE = "preferences";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    static Preferences of(Account account, Address address, boolean mayGetMarketing, Instant now) {
        Instant pausedUntil = address.pausedUntil;
        boolean paused = pausedUntil != null && pausedUntil.isAfter(now);
        return new Preferences(
                account.name,
                address.email,
                address.unsubscribedAt == null && (mayGetMarketing || paused),
                address.serviceRefusedAt == null,
                Objects.requireNonNullElse(address.tracking(), !account.askToTrack),
                paused ? day(Objects.requireNonNull(pausedUntil), account.zone()) : null);
    }

    public boolean isPaused() {
        return pausedUntil != null;
    }

    public String pauseHint() {
        return pausedUntil == null ? "They start again by themselves." : "Paused until " + pausedUntil + ".";
    }

    private static String day(Instant time, ZoneId zone) {
        return DAY.format(time.atZone(zone));
    }

    /** The choice of a submitted form. */
    record Choice(boolean marketing, boolean service, boolean tracking, boolean paused) {}

    /** Records only what differs, so that submitting an unchanged form agrees to nothing. */
    void change(AddressBook addresses, long addressId, Choice choice, Instant now) {
        change(addresses, addressId, ConsentKind.MARKETING, marketing, choice.marketing());
        change(addresses, addressId, ConsentKind.SERVICE, service, choice.service());
        change(addresses, addressId, ConsentKind.TRACKING, tracking, choice.tracking());
        boolean paused = choice.paused() && choice.marketing();
        if (paused != (pausedUntil != null)) {
            addresses.pause(addressId, paused ? now.plus(PAUSE) : null, null, SOURCE);
        }
    }

    private static void change(AddressBook addresses, long addressId, ConsentKind kind, boolean before, boolean after) {
        if (before != after) {
            addresses.record(
                    addressId,
                    after ? ConsentChange.agreement(kind, SOURCE) : ConsentChange.refusal(kind, SOURCE, null));
        }
    }
}
