package org.tidings.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ConsentHistory;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.recipient.RecipientStatus;

/** All that is kept about a person, for their own information (GDPR, article 15). */
public record PersonData(
        String id,
        ContactDetails person,
        List<AddressData> addresses,
        List<EnrolmentData> enrolments,
        List<ConsentHistory.Change> consent,
        List<MessageData> messages) {

    /** The state of an address. */
    public record AddressData(
            String email,
            @Nullable Instant unsubscribedAt,
            @Nullable Instant invalidSince,
            @Nullable String invalidReason) {}

    /** A class that the person attended. */
    public record EnrolmentData(
            String className,
            EnrolmentStatus status,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /** A message that was sent, and what became of it. */
    public record MessageData(
            String email, String subject, Instant at, RecipientStatus status, String details, Instant lastActivityAt) {}
}
