package org.tidings.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.Address;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactStore;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Receives;

/** A person in the API. */
record ContactJson(
        String id,
        @Nullable String externalId,
        String firstName,
        String lastName,
        @Nullable String phone,
        @Nullable LocalDate born,
        @Nullable String notes,
        List<String> tags,
        Map<String, String> fields,
        List<AddressJson> addresses,
        List<MembershipJson> households) {

    /**
     * An address of a person.
     *
     * @param preferred whether it is the first that is tried
     * @param marketing false if its reader has unsubscribed
     * @param service false if its reader has unsubscribed from notices
     * @param tracking whether its reader has agreed to tracking; null if they have not said
     * @param invalid since when the address is not mailed because it bounced or its reader complained; null if it is valid
     * @param suspected since when one notice says that it may be dead; null if none does
     */
    record AddressJson(
            String email,
            boolean preferred,
            int order,
            Receives receives,
            boolean marketing,
            boolean service,
            @Nullable Boolean tracking,
            @Nullable Instant invalid,
            @Nullable Instant suspected) {}

    record MembershipJson(String id, String name, HouseholdRole role) {}

    /** Several people, with one query for the state of all their addresses. */
    static List<ContactJson> of(long accountId, Collection<ContactStore.Person> people) {
        Map<String, Address> known = new HashMap<>();
        List<String> emails = people.stream()
                .flatMap(person -> person.details().emails().stream())
                .distinct()
                .toList();
        Address.all(accountId, emails).forEach(address -> known.put(address.email, address));
        return people.stream().map(person -> of(person, known)).toList();
    }

    private static ContactJson of(ContactStore.Person person, Map<String, Address> known) {
        ContactDetails details = person.details();
        List<ContactDetails.Mailbox> mailboxes = details.addresses();
        return new ContactJson(
                person.publicId(),
                details.externalId(),
                details.firstName(),
                details.lastName(),
                details.phone().isEmpty() ? null : details.phone(),
                details.born(),
                details.notes().isEmpty() ? null : details.notes(),
                List.copyOf(details.tags()),
                new TreeMap<>(details.fields()),
                mailboxes.stream()
                        .map(mailbox -> address(mailbox, mailbox.equals(mailboxes.get(0)), known.get(mailbox.email())))
                        .toList(),
                details.households().stream()
                        .map(home -> new MembershipJson(home.publicId(), home.name(), home.role()))
                        .toList());
    }

    private static AddressJson address(ContactDetails.Mailbox mailbox, boolean preferred, @Nullable Address stored) {
        return new AddressJson(
                mailbox.email(),
                preferred,
                mailbox.order(),
                mailbox.receives(),
                stored == null || stored.unsubscribedAt == null,
                stored == null || stored.serviceRefusedAt == null,
                stored == null ? null : stored.tracking(),
                stored == null ? null : stored.invalidSince,
                stored == null ? null : stored.suspectedAt);
    }
}
