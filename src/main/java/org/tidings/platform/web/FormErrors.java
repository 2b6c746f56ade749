package org.tidings.platform.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Validation errors of a form: at most one message per field, shown beside the field. The first error of a field is kept. */
public final class FormErrors {

    /** Detects typing errors only. RFC 5321, section 4.5.3.1.3: at most 254 characters. */
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}+@[^@\\s.]++(?:\\.[^@\\s.]++)++");

    private static final int LONGEST_EMAIL = 254;

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
        boolean wrong = value.strip().length() > LONGEST_EMAIL
                || !EMAIL.matcher(value.strip()).matches();
        return addIf(!value.isBlank() && wrong, field, "Enter an email address such as name@example.org.");
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** For the template: {@code error=errors.email??}. */
    public Map<String, String> byField() {
        return Map.copyOf(errors);
    }
}
