package org.tidings.platform.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tidings.platform.EmailAddress;

/** Validation errors of a form: at most one message per field, shown beside the field. The first error of a field is kept. */
public final class FormErrors {

    private final Map<String, String> errors = new LinkedHashMap<>();

    public FormErrors add(String field, String sentence) {
        errors.putIfAbsent(field, sentence);
        return this;
    }

    public FormErrors addIf(boolean wrong, String field, String sentence) {
        return wrong ? add(field, sentence) : this;
    }

    public FormErrors required(String field, String value, String sentence) {
        return addIf(value.isBlank(), field, sentence);
    }

    public FormErrors atMost(int characters, String field, String value) {
        return addIf(value.length() > characters, field, "Use at most " + characters + " characters.");
    }

    /** An empty value passes; see {@link #required}. */
    public FormErrors email(String field, String value) {
        boolean wrong = EmailAddress.normalise(value).isEmpty();
        return addIf(!value.isBlank() && wrong, field, "Enter an email address such as name@example.org.");
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** In the order in which they were found. For the template: {@code error=errors.email??}. */
    public Map<String, String> byField() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }
}
