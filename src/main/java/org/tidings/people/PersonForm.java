package org.tidings.people;

import jakarta.ws.rs.DefaultValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.contact.Receives;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.FormErrors;

/** The form of a person. Lists have two empty rows at the end, so that it works without JavaScript. */
public class PersonForm {

    private static final int EMPTY_ROWS = 2;
    private static final int LONGEST_FIELD = 2_000;

    @RestForm
    @DefaultValue("")
    public String firstName = "";

    @RestForm
    @DefaultValue("")
    public String lastName = "";

    @RestForm
    @DefaultValue("")
    public String phone = "";

    @RestForm
    @DefaultValue("")
    public String born = "";

    @RestForm
    @DefaultValue("")
    public String tags = "";

    @RestForm
    @DefaultValue("")
    public String notes = "";

    @RestForm
    public List<String> email = new ArrayList<>();

    @RestForm
    public List<String> receives = new ArrayList<>();

    @RestForm
    public List<String> household = new ArrayList<>();

    @RestForm
    public List<String> role = new ArrayList<>();

    @RestForm
    @DefaultValue("")
    public String newHousehold = "";

    @RestForm
    @DefaultValue("GUARDIAN")
    public String newRole = "GUARDIAN";

    @RestForm
    public List<String> fieldName = new ArrayList<>();

    @RestForm
    public List<String> fieldValue = new ArrayList<>();

    static PersonForm of(ContactDetails person) {
        PersonForm form = new PersonForm();
        form.firstName = person.firstName();
        form.lastName = person.lastName();
        form.phone = person.phone();
        form.born = person.born() == null ? "" : person.born().toString();
        form.tags = String.join(", ", person.tags());
        form.notes = person.notes();
        person.addresses().forEach(mailbox -> {
            form.email.add(mailbox.email());
            form.receives.add(mailbox.receives().name());
        });
        person.households().forEach(home -> {
            form.household.add(home.publicId());
            form.role.add(home.role().name());
        });
        person.fields().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(field -> {
            form.fieldName.add(field.getKey());
            form.fieldValue.add(field.getValue());
        });
        return form;
    }

    /** One row of a list in the form. */
    public record Row(int index, String first, String second) {}

    public List<Row> emails() {
        return rows(email, receives, EMPTY_ROWS);
    }

    public List<Row> fields() {
        return rows(fieldName, fieldValue, EMPTY_ROWS);
    }

    private static List<Row> rows(List<String> first, List<String> second, int empty) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            if (!first.get(i).isBlank() || !at(second, i).isBlank()) {
                rows.add(new Row(rows.size(), first.get(i), at(second, i)));
            }
        }
        for (int i = 0; i < empty; i++) {
            rows.add(new Row(rows.size(), "", ""));
        }
        return rows;
    }

    private static String at(List<String> values, int index) {
        return index < values.size() ? values.get(index) : "";
    }

    FormErrors check() {
        FormErrors errors = new FormErrors()
                .atMost(ContactDetails.LONGEST_NAME, "firstName", firstName)
                .atMost(ContactDetails.LONGEST_NAME, "lastName", lastName)
                .atMost(ContactDetails.LONGEST_PHONE, "phone", phone)
                .atMost(ContactDetails.LONGEST_NOTES, "notes", notes)
                .atMost(200, "newHousehold", newHousehold);
        errors.addIf(
                firstName.isBlank() && lastName.isBlank() && email.stream().allMatch(String::isBlank),
                "firstName",
                "Enter a name or an email address.");
        errors.addIf(
                !born.isBlank() && Days.of(born) == null, "born", "Enter a date of birth, for example 2018-05-02.");
        errors.addIf(
                tagSet().stream().anyMatch(tag -> tag.length() > ContactDetails.LONGEST_TAG),
                "tags",
                "Use at most " + ContactDetails.LONGEST_TAG + " characters per tag.");
        for (int i = 0; i < email.size(); i++) {
            if (!email.get(i).isBlank() && EmailAddress.normalise(email.get(i)).isEmpty()) {
                errors.add("email", "“" + email.get(i).strip() + "” is not an email address.");
            }
        }
        for (int i = 0; i < fieldName.size(); i++) {
            errors.addIf(
                    fieldName.get(i).isBlank() && !at(fieldValue, i).isBlank(), "fields", "Give each field a name.");
            errors.addIf(
                    fieldName.get(i).length() > 100 || at(fieldValue, i).length() > LONGEST_FIELD,
                    "fields",
                    "Use at most 100 characters for a name and " + LONGEST_FIELD + " for a value.");
        }
        return errors;
    }

    private Set<String> tagSet() {
        return Stream.of(tags.split("[,;\\n]", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The person with what the form says.
     *
     * @param homes the households of the account among those in the form, by ULID
     * @param added the household to be added; null if there is none
     */
    ContactDetails applyTo(ContactDetails person, Map<String, Households.Home> homes, Households.@Nullable Home added) {
        List<ContactDetails.Membership> memberships = new ArrayList<>();
        for (int i = 0; i < household.size(); i++) {
            Households.Home home = homes.get(household.get(i));
            if (home != null && !at(role, i).equals("REMOVE")) {
                memberships.add(home.member(role(at(role, i))));
            }
        }
        if (added != null && memberships.stream().noneMatch(home -> home.householdId() == added.id())) {
            memberships.add(added.member(role(newRole)));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < fieldName.size(); i++) {
            if (!fieldName.get(i).isBlank()) {
                fields.put(fieldName.get(i).strip(), at(fieldValue, i).strip());
            }
        }
        return person.withName(firstName.strip(), lastName.strip())
                .withPhone(phone.strip())
                .withBorn(Days.of(born))
                .withTags(tagSet())
                .withNotes(notes.strip())
                .withAddresses(mailboxes())
                .withHouseholds(memberships)
                .withFields(fields);
    }

    private List<ContactDetails.Mailbox> mailboxes() {
        Map<String, ContactDetails.Mailbox> mailboxes = new LinkedHashMap<>();
        for (int i = 0; i < email.size(); i++) {
            String address = EmailAddress.normalise(email.get(i)).orElse("");
            Receives which = at(receives, i).equals("EMERGENCY") ? Receives.EMERGENCY : Receives.ALL;
            if (!address.isEmpty()) {
                mailboxes.putIfAbsent(address, new ContactDetails.Mailbox(address, mailboxes.size() + 1, which));
            }
        }
        return List.copyOf(mailboxes.values());
    }

    private static HouseholdRole role(String name) {
        return Stream.of(HouseholdRole.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(HouseholdRole.OTHER);
    }
}
