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
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.contact.Receives;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.FormErrors;

/** The form of a person. Lists have two empty rows at the end, so that it works without JavaScript. */
public class PersonForm {

    private static final int EMPTY_ROWS = 2;

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
        FieldInputs fields = FieldInputs.of(person.fields());
        form.fieldName.addAll(fields.names());
        form.fieldValue.addAll(fields.values());
        return form;
    }

    /** One row of a list in the form. */
    public record Row(int index, String first, String second) {}

    public List<Row> emails() {
        return rows(email, receives);
    }

    FieldInputs fieldInputs() {
        return new FieldInputs(fieldName, fieldValue);
    }

    static List<Row> rows(List<String> first, List<String> second) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            if (!first.get(i).isBlank() || !at(second, i).isBlank()) {
                rows.add(new Row(rows.size(), first.get(i), at(second, i)));
            }
        }
        for (int i = 0; i < EMPTY_ROWS; i++) {
            rows.add(new Row(rows.size(), "", ""));
        }
        return rows;
    }

    private static String at(List<String> values, int index) {
        return index < values.size() ? values.get(index) : "";
    }

    FormErrors check(FieldDefinitions definitions) {
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
        fieldInputs().check(definitions, errors);
        return errors;
    }

    private Set<String> tagSet() {
        return tags(tags);
    }

    /** Tags separated by commas, semicolons or line breaks. */
    static Set<String> tags(String typed) {
        return Stream.of(typed.split("[,;\\n]", -1))
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
    ContactDetails applyTo(
            ContactDetails person,
            Map<String, Households.Home> homes,
            Households.@Nullable Home added,
            FieldDefinitions definitions) {
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
        return person.withName(firstName.strip(), lastName.strip())
                .withPhone(phone.strip())
                .withBorn(Days.of(born))
                .withTags(tagSet())
                .withNotes(notes.strip())
                .withAddresses(mailboxes(person))
                .withHouseholds(memberships)
                .withFields(fieldInputs().read(definitions));
    }

    /** Addresses keep their stored order as long as they stay in the same sequence. */
    private List<ContactDetails.Mailbox> mailboxes(ContactDetails person) {
        Map<String, Integer> stored = person.addresses().stream()
                .collect(Collectors.toMap(ContactDetails.Mailbox::email, ContactDetails.Mailbox::order));
        Map<String, ContactDetails.Mailbox> mailboxes = new LinkedHashMap<>();
        int last = 0;
        for (int i = 0; i < email.size(); i++) {
            String address = EmailAddress.normalise(email.get(i)).orElse("");
            Receives which = at(receives, i).equals("EMERGENCY") ? Receives.EMERGENCY : Receives.ALL;
            if (!address.isEmpty() && !mailboxes.containsKey(address)) {
                last = Math.max(last + 1, stored.getOrDefault(address, 0));
                mailboxes.put(address, new ContactDetails.Mailbox(address, last, which));
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
