package org.tidings.contact;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored about a person except their enrolments.
 *
 * @param externalId the key of this person in another program of the account; null if there is none
 * @param phone in E.164 form if it could be read, otherwise as typed; empty if unknown
 * @param fields custom fields by name; none is empty
 * @param addresses in the order in which they are tried; each address at most once
 * @param households each household at most once
 */
public record ContactDetails(
        @Nullable String externalId,
        String firstName,
        String lastName,
        String phone,
        @Nullable LocalDate born,
        String notes,
        Map<String, String> fields,
        SortedSet<String> tags,
        List<Mailbox> addresses,
        List<Membership> households) {

    /** Maximum number of characters of a name. */
    public static final int LONGEST_NAME = 100;

    public static final int LONGEST_PHONE = 40;
    public static final int LONGEST_NOTES = 2_000;
    public static final int LONGEST_EXTERNAL_ID = 100;
    public static final int LONGEST_TAG = 100;

    /** A person about whom nothing is known yet. */
    public static final ContactDetails NOBODY =
            new ContactDetails(null, "", "", "", null, "", Map.of(), new TreeSet<>(), List.of(), List.of());

    /**
     * An address that a person reads.
     *
     * @param email as {@link org.tidings.platform.EmailAddress#normalise} returns it
     * @param order position among the addresses of the person and their household; the lowest is tried first
     */
    public record Mailbox(String email, int order, Receives receives) {}

    /** A household that a person belongs to. */
    public record Membership(long householdId, String publicId, String name, HouseholdRole role) {}

    private static final Comparator<Mailbox> BY_ORDER =
            Comparator.comparingInt(Mailbox::order).thenComparing(Mailbox::email);
    private static final Comparator<Membership> BY_NAME =
            Comparator.comparing(Membership::name).thenComparing(Membership::publicId);

    public ContactDetails {
        fields = Map.copyOf(fields);
        tags = tags.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(tags);
        addresses = sorted(addresses, BY_ORDER);
        households = sorted(households, BY_NAME);
    }

    private static <T> List<T> sorted(List<T> all, Comparator<T> order) {
        return all.size() < 2 ? List.copyOf(all) : all.stream().sorted(order).toList();
    }

    /** First and last name; empty if unknown. */
    public String name() {
        return (firstName + " " + lastName).strip();
    }

    /** The name or, without one, the first address or the phone number. */
    public String label() {
        if (!name().isEmpty()) {
            return name();
        }
        return addresses.isEmpty()
                ? (phone.isEmpty() ? "No name" : phone)
                : addresses.get(0).email();
    }

    public List<String> emails() {
        return addresses.stream().map(Mailbox::email).toList();
    }

    public ContactDetails withExternalId(@Nullable String id) {
        return new ContactDetails(id, firstName, lastName, phone, born, notes, fields, tags, addresses, households);
    }

    public ContactDetails withName(String first, String last) {
        return new ContactDetails(externalId, first, last, phone, born, notes, fields, tags, addresses, households);
    }

    public ContactDetails withPhone(String number) {
        return new ContactDetails(
                externalId, firstName, lastName, number, born, notes, fields, tags, addresses, households);
    }

    public ContactDetails withBorn(@Nullable LocalDate day) {
        return new ContactDetails(
                externalId, firstName, lastName, phone, day, notes, fields, tags, addresses, households);
    }

    public ContactDetails withNotes(String text) {
        return new ContactDetails(
                externalId, firstName, lastName, phone, born, text, fields, tags, addresses, households);
    }

    /** Replaces the custom fields; empty ones are dropped. */
    public ContactDetails withFields(Map<String, String> all) {
        Map<String, String> filled = new TreeMap<>(all);
        filled.values().removeIf(String::isBlank);
        return new ContactDetails(
                externalId, firstName, lastName, phone, born, notes, filled, tags, addresses, households);
    }

    public ContactDetails withTags(Collection<String> all) {
        return new ContactDetails(
                externalId, firstName, lastName, phone, born, notes, fields, new TreeSet<>(all), addresses, households);
    }

    public ContactDetails withAddresses(List<Mailbox> all) {
        return new ContactDetails(externalId, firstName, lastName, phone, born, notes, fields, tags, all, households);
    }

    public ContactDetails withHouseholds(List<Membership> all) {
        return new ContactDetails(externalId, firstName, lastName, phone, born, notes, fields, tags, addresses, all);
    }

    /** A copy with one more address after the others; unchanged if the person has it already. */
    public ContactDetails plusAddress(String email) {
        if (emails().contains(email)) {
            return this;
        }
        List<Mailbox> all = new ArrayList<>(addresses);
        int last = addresses.isEmpty() ? 0 : addresses.get(addresses.size() - 1).order();
        all.add(new Mailbox(email, last + 1, Receives.ALL));
        return withAddresses(all);
    }

    /** A copy with an address of somebody else; where the person has it already, the stricter kind of mail holds. */
    ContactDetails plusMailbox(Mailbox other) {
        boolean isForEmergencies = other.receives() == Receives.EMERGENCY;
        return plusAddress(other.email())
                .withAddresses(plusAddress(other.email()).addresses().stream()
                        .map(own -> isForEmergencies && own.email().equals(other.email())
                                ? new Mailbox(own.email(), own.order(), Receives.EMERGENCY)
                                : own)
                        .toList());
    }

    /** A copy with one address replaced by another; if the person has both, only the right one stays. */
    ContactDetails withCorrected(String from, String to) {
        boolean hasBoth = emails().contains(to);
        return withAddresses(addresses.stream()
                .filter(mailbox -> !(hasBoth && mailbox.email().equals(from)))
                .map(mailbox ->
                        mailbox.email().equals(from) ? new Mailbox(to, mailbox.order(), mailbox.receives()) : mailbox)
                .toList());
    }

    /** A copy that belongs to this household too; the role in a household that the person belongs to already stays if the new one is OTHER. */
    public ContactDetails plusHousehold(Membership added) {
        Membership stored = households.stream()
                .filter(home -> home.householdId() == added.householdId())
                .findFirst()
                .orElse(null);
        if (stored != null && (added.role() == HouseholdRole.OTHER || added.role() == stored.role())) {
            return this;
        }
        List<Membership> all = new ArrayList<>(households);
        all.removeIf(home -> home.householdId() == added.householdId());
        all.add(added);
        return withHouseholds(all);
    }
}
