package org.tidings.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.Address;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.DomainTypo;
import org.tidings.contact.Receives;

/** An address of a person, with what is known about it. */
public record MailboxState(
        ContactDetails.Mailbox mailbox, @Nullable Address stored) {

    /** The keys of those of the addresses that are stored, each once. */
    static List<Long> addressIds(Collection<MailboxState> mailboxes) {
        return mailboxes.stream()
                .flatMap(mailbox -> Stream.ofNullable(mailbox.stored()))
                .map(address -> Objects.requireNonNull(address.id))
                .distinct()
                .toList();
    }

    public String email() {
        return mailbox.email();
    }

    /** The address for a query string. */
    public String query() {
        return URLEncoder.encode(email(), StandardCharsets.UTF_8);
    }

    public boolean isInvalid() {
        return invalidSince() != null;
    }

    public @Nullable Instant invalidSince() {
        return stored == null ? null : stored.invalidSince;
    }

    public @Nullable String invalidReason() {
        return stored == null ? null : stored.invalidReason;
    }

    public boolean isSuspected() {
        return !isInvalid() && stored != null && stored.suspectedAt != null;
    }

    public @Nullable Instant unsubscribedAt() {
        return stored == null ? null : stored.unsubscribedAt;
    }

    public boolean isWithoutNotices() {
        return stored != null && stored.serviceRefusedAt != null;
    }

    public @Nullable Instant pausedUntil() {
        return stored == null ? null : stored.pausedUntil;
    }

    public boolean isUnsubscribed() {
        return unsubscribedAt() != null;
    }

    public boolean isForEmergencies() {
        return mailbox.receives() == Receives.EMERGENCY;
    }

    /** The state in one or two words; empty if the address gets all mail. */
    public String mark() {
        if (isInvalid()) {
            return "Invalid";
        }
        if (isUnsubscribed()) {
            return "Unsubscribed";
        }
        if (isSuspected()) {
            return "Probably dead";
        }
        return isForEmergencies() ? "Emergencies only" : "";
    }

    /** The address that was probably meant; null if the domain looks right. */
    public @Nullable String meant() {
        return DomainTypo.suggestion(email()).orElse(null);
    }
}
