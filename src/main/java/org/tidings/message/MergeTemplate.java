package org.tidings.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;

/**
 * A text with merge fields such as <code>{{first_name|there}}</code>, for subject and other plain lines. Field names ignore
 * case, and a space is the same as an underscore; what follows {@code |} stands in for an empty value. Braces that hold no
 * plain name stay as typed.
 */
public final class MergeTemplate {
    private final List<MergeField> fields = new ArrayList<>();
    private final List<String> literals = new ArrayList<>();

    public MergeTemplate(String text) {
        Matcher match = MergeField.PATTERN.matcher(text);
        int end = 0;
        while (match.find()) {
            literals.add(text.substring(end, match.start()));
            fields.add(MergeField.of(match));
            end = match.end();
        }
        literals.add(text.substring(end));
    }

    /** The fields of this text, normalised, in order of appearance; the message's own addresses are not among them. */
    public Set<String> fields() {
        return names(fields.stream().filter(field -> !field.isOwnUrl()).toList());
    }

    /** Fields that come out empty for a person without a value. */
    public Set<String> fieldsWithoutFallback() {
        return names(fields.stream()
                .filter(field -> !field.isOwnUrl() && field.fallback() == null)
                .toList());
    }

    /** Fields that come out empty for this person. */
    public Set<String> blankFields(Person person) {
        return names(fields.stream().filter(field -> field.leavesBlank(person)).toList());
    }

    public boolean leavesBlank(Person person) {
        return fields.stream().anyMatch(field -> field.leavesBlank(person));
    }

    /** The text for this person, values as they are. */
    public String render(Person person) {
        return render(field -> field.valueFor(person));
    }

    String render(Function<MergeField, String> value) {
        StringBuilder out = new StringBuilder(literals.get(0));
        for (int i = 0; i < fields.size(); i++) {
            out.append(value.apply(fields.get(i))).append(literals.get(i + 1));
        }
        return out.toString();
    }

    boolean startsWithOwnUrl() {
        return first().filter(MergeField::isOwnUrl).isPresent();
    }

    /** The field with which the text starts. */
    Optional<MergeField> first() {
        return !fields.isEmpty() && literals.get(0).isEmpty() ? Optional.of(fields.get(0)) : Optional.empty();
    }

    /** The first field of a text that has one. */
    MergeField leading() {
        return fields.get(0);
    }

    /** The text before the first field. */
    String beforeFirst() {
        return literals.get(0);
    }

    /** The text between the first field and the next one or the end. */
    String afterFirst() {
        return literals.get(1);
    }

    int count() {
        return fields.size();
    }

    boolean isConstant() {
        return fields.isEmpty();
    }

    private static Set<String> names(List<MergeField> fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }
}
