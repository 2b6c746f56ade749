package org.tidings.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tidings.contact.CustomField;
import org.tidings.contact.FieldDefinitions;
import org.tidings.platform.web.FormErrors;

/** The custom fields of a form: one list of names and one of values. */
record FieldInputs(List<String> names, List<String> values) {

    static FieldInputs of(Map<String, String> fields) {
        List<Map.Entry<String, String>> sorted =
                fields.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return new FieldInputs(
                sorted.stream().map(Map.Entry::getKey).toList(),
                sorted.stream().map(Map.Entry::getValue).toList());
    }

    /**
     * The input of a field that the account has defined.
     *
     * @param fits false for a value that was stored before the field had its type: shown as text, so that it is not lost
     */
    public record Typed(int index, CustomField field, String value, boolean fits) {}

    List<Typed> typed(FieldDefinitions definitions) {
        List<Typed> typed = new ArrayList<>();
        for (CustomField field : definitions.all()) {
            String value = IntStream.range(0, names.size())
                    .filter(i -> definitions.get(names.get(i)).equals(field))
                    .mapToObj(this::value)
                    .findFirst()
                    .orElse("");
            boolean fits = value.isEmpty()
                    || field.read(value, true).filter(value::equals).isPresent();
            typed.add(new Typed(typed.size(), field, value, fits));
        }
        return typed;
    }

    /** The fields that nobody has defined, with empty rows at the end. */
    List<PersonForm.Row> free(FieldDefinitions definitions) {
        List<String> freeNames = new ArrayList<>();
        List<String> freeValues = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!definitions.isDefined(names.get(i))) {
                freeNames.add(names.get(i));
                freeValues.add(value(i));
            }
        }
        return PersonForm.rows(freeNames, freeValues);
    }

    void check(FieldDefinitions definitions, FormErrors errors) {
        for (int i = 0; i < names.size(); i++) {
            CustomField field = definitions.get(names.get(i));
            errors.addIf(field.name().isEmpty() && !value(i).isBlank(), "fields", "Give each field a name.");
            errors.addIf(
                    field.name().length() > CustomField.LONGEST_NAME,
                    "fields",
                    "Use at most " + CustomField.LONGEST_NAME + " characters for a name.");
            errors.addIf(
                    !value(i).isBlank() && field.read(value(i), true).isEmpty(),
                    "fields",
                    field.name() + ": enter " + field.expectation() + ".");
        }
    }

    /** The fields in their stored form; those without a value are left out. */
    Map<String, String> read(FieldDefinitions definitions) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            CustomField field = definitions.get(names.get(i));
            if (!field.name().isEmpty() && !value(i).isBlank()) {
                field.read(value(i), true).ifPresent(value -> fields.put(field.name(), value));
            }
        }
        return fields;
    }

    private String value(int index) {
        return index < values.size() ? values.get(index) : "";
    }
}
