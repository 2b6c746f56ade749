package org.tidings.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tidings.message.block.BlockHtml;

/**
 * The one person a message is rendered for.
 *
 * @param subject whom the message's tokens name
 * @param firstName may be empty
 * @param lastName may be empty
 * @param fields custom fields by name; case does not matter, and a space is the same as an underscore
 */
public record Person(
        TokenSubject subject, String email, String firstName, String lastName, Map<String, String> fields) {
    public Person {
        Map<String, String> byName = new LinkedHashMap<>();
        fields.forEach((name, value) -> byName.put(MergeField.normalise(name), value));
        fields = Map.copyOf(byName);
    }

    /** First and last name with one space between, or empty. */
    public String fullName() {
        return (firstName.strip() + " " + lastName.strip()).strip();
    }

    /** The value of a field by its normalised name, empty if there is none. */
    String value(String normalisedName) {
        return switch (normalisedName) {
            case "first_name" -> firstName.strip();
            case "last_name" -> lastName.strip();
            case "email" -> email;
            case BlockHtml.CLASS_DETAILS ->
                fields.getOrDefault(normalisedName, value("class")).strip(); // lists of people have the class only
            default -> fields.getOrDefault(normalisedName, "").strip();
        };
    }
}
