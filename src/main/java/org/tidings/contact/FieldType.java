package org.tidings.contact;

import java.util.stream.Stream;

/** What the values of a custom field are. Values are stored as texts in one form per type, so that equal values are equal texts. */
public enum FieldType {
    TEXT(0, "Text"),
    /** Stored without separators and trailing zeros, such as {@code 1234.5}. */
    NUMBER(1, "Number"),
    /** Stored as {@code 2026-05-02}. */
    DATE(2, "Date"),
    /** Stored as {@code yes} or {@code no}. */
    YES_NO(3, "Yes or no"),
    /** One of the choices of the field, as written there. */
    CHOICE(4, "Choice");

    private final int code;
    private final String label;

    FieldType(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public int code() {
        return code;
    }

    /** For staff. */
    public String label() {
        return label;
    }

    static FieldType of(int code) {
        return Stream.of(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No type of a field: " + code));
    }
}
