package org.tidings.api;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.CustomField;
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.contact.Receives;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.ProblemException;

/**
 * A person in a request: the properties that are given replace what is stored, the others stay.
 *
 * @param key what identifies the person in a request without an id
 * @param unsubscribed addresses for which the request says {@code "marketing": false}
 * @param withoutNotices addresses for which it says {@code "service": false}
 * @param tracking what it says about tracking, by address
 * @param homes null if the request does not mention households
 */
record ContactBody(
        ContactUpserts.Key key,
        Set<String> unsubscribed,
        Set<String> withoutNotices,
        Map<String, Boolean> tracking,
        @Nullable List<Home> homes,
        List<UnaryOperator<ContactDetails>> changes) {

    private static final int MOST_ADDRESSES = 20;
    private static final int MOST_FIELDS = 200;
    private static final int LONGEST_ADDRESS = 254;

    /** A household by its id. */
    record Home(String id, HouseholdRole role) {}

    private record AddressBody(
            String email,
            boolean preferred,
            @Nullable Integer order,
            Receives receives,
            boolean marketing,
            boolean service,
            @Nullable Boolean tracking) {}

    static ContactBody read(JsonBody body, FieldDefinitions definitions) {
        List<UnaryOperator<ContactDetails>> changes = new ArrayList<>();
        String id = body.text("id", 26);
        String externalId = body.text("externalId", ContactDetails.LONGEST_EXTERNAL_ID);
        String first = body.textOrEmpty("firstName", ContactDetails.LONGEST_NAME);
        String last = body.textOrEmpty("lastName", ContactDetails.LONGEST_NAME);
        String phone = body.textOrEmpty("phone", ContactDetails.LONGEST_PHONE);
        LocalDate born = body.date("born");
        String notes = body.textOrEmpty("notes", ContactDetails.LONGEST_NOTES);
        Set<String> tags = body.texts("tags", 100, ContactDetails.LONGEST_TAG);
        Map<String, @Nullable String> fields = fields(body, definitions);
        List<AddressBody> addresses = body.list("addresses", MOST_ADDRESSES, ContactBody::address);
        List<Home> homes = body.list("households", 20, ContactBody::home);
        when(body.has("externalId"), changes, person -> person.withExternalId(blankToNull(externalId)));
        when(body.has("firstName"), changes, person -> person.withName(first, person.lastName()));
        when(body.has("lastName"), changes, person -> person.withName(person.firstName(), last));
        when(body.has("phone"), changes, person -> person.withPhone(phone));
        when(body.has("born"), changes, person -> person.withBorn(born));
        when(body.has("notes"), changes, person -> person.withNotes(notes));
        when(body.has("tags"), changes, person -> person.withTags(tags));
        when(body.has("fields"), changes, person -> person.withFields(merged(person.fields(), fields)));
        when(body.has("addresses"), changes, person -> person.withAddresses(mailboxes(addresses)));
        Set<String> unsubscribed = new HashSet<>();
        addresses.stream()
                .filter(one -> !one.marketing())
                .map(AddressBody::email)
                .forEach(unsubscribed::add);
        ContactUpserts.Key key = new ContactUpserts.Key(
                blankToNull(externalId),
                blankToNull(id),
                mailboxes(addresses).stream()
                        .map(ContactDetails.Mailbox::email)
                        .findFirst()
                        .orElse(null),
                first,
                last,
                null);
        Set<String> withoutNotices = new HashSet<>();
        Map<String, Boolean> tracking = new HashMap<>();
        for (AddressBody one : addresses) {
            if (!one.service()) {
                withoutNotices.add(one.email());
            }
            Boolean tracked = one.tracking();
            if (tracked != null) {
                tracking.put(one.email(), tracked);
            }
        }
        return new ContactBody(
                key, unsubscribed, withoutNotices, tracking, body.has("households") ? homes : null, changes);
    }

    /** The custom fields in their stored form; a value that does not fit the type of its field is a violation. */
    static Map<String, @Nullable String> fields(JsonBody body, FieldDefinitions definitions) {
        Map<String, @Nullable String> fields = new HashMap<>();
        body.map("fields", MOST_FIELDS, CustomField.LONGEST_VALUE).forEach((name, value) -> {
            CustomField field = definitions.get(name);
            if (value == null || value.isBlank()) {
                fields.put(field.name(), null);
            } else {
                field.read(value, true)
                        .ifPresentOrElse(
                                read -> fields.put(field.name(), read),
                                () -> body.wrong("fields." + name, "Must be " + field.expectation() + "."));
            }
        });
        return fields;
    }

    private static void when(
            boolean given, List<UnaryOperator<ContactDetails>> changes, UnaryOperator<ContactDetails> change) {
        if (given) {
            changes.add(change);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static AddressBody address(JsonBody body) {
        String typed = body.requiredText("email", LONGEST_ADDRESS);
        String email = EmailAddress.normalise(typed).orElse("");
        if (email.isEmpty() && !typed.isEmpty()) {
            body.wrong("email", "Is not an email address.");
        }
        Boolean marketing = body.flag("marketing");
        Receives receives = body.word("receives", Receives.class);
        Boolean service = body.flag("service");
        body.ignore("invalid", "suspected");
        return new AddressBody(
                email,
                Objects.requireNonNullElse(body.flag("preferred"), false),
                body.number("order", 1, 1_000),
                receives == null ? Receives.ALL : receives,
                marketing == null || marketing,
                service == null || service,
                body.flag("tracking"));
    }

    private static Home home(JsonBody body) {
        body.ignore("name");
        HouseholdRole role = body.word("role", HouseholdRole.class);
        return new Home(body.requiredText("id", 26), role == null ? HouseholdRole.OTHER : role);
    }

    /** The preferred ones first, then by their order, then as given. */
    private static List<ContactDetails.Mailbox> mailboxes(List<AddressBody> addresses) {
        List<AddressBody> sorted = addresses.stream()
                .sorted(Comparator.comparing(AddressBody::preferred)
                        .reversed()
                        .thenComparing(AddressBody::order, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        List<ContactDetails.Mailbox> mailboxes = new ArrayList<>();
        int next = 1;
        for (AddressBody address : sorted) {
            if (mailboxes.stream().noneMatch(one -> one.email().equals(address.email()))) {
                int order = address.order() == null ? next : Math.max(address.order(), next);
                mailboxes.add(new ContactDetails.Mailbox(address.email(), order, address.receives()));
                next = Math.max(next, order + 1);
            }
        }
        return mailboxes;
    }

    /** A field that is null is removed. */
    static Map<String, String> merged(Map<String, String> stored, Map<String, @Nullable String> given) {
        Map<String, String> fields = new HashMap<>(stored);
        given.forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /**
     * The change, with the households looked up among {@code stored}.
     *
     * @throws ProblemException 422 if a household does not exist
     */
    UnaryOperator<ContactDetails> change(Map<String, Households.Home> stored) {
        List<ContactDetails.Membership> memberships = homes == null
                ? null
                : homes.stream()
                        .map(home -> membership(home, stored))
                        .distinct()
                        .toList();
        return person -> {
            ContactDetails changed = person;
            for (UnaryOperator<ContactDetails> change : changes) {
                changed = change.apply(changed);
            }
            return memberships == null ? changed : changed.withHouseholds(memberships);
        };
    }

    private static ContactDetails.Membership membership(Home home, Map<String, Households.Home> stored) {
        Households.Home found = stored.get(home.id());
        if (found == null) {
            throw new ProblemException(422, "households: there is no household " + home.id() + ".");
        }
        return found.member(home.role());
    }

    static Stream<String> householdIds(List<ContactBody> bodies) {
        return bodies.stream()
                .flatMap(body -> body.homes() == null ? Stream.of() : body.homes().stream())
                .map(Home::id)
                .distinct();
    }
}
