package org.tidings.contact.select;

/**
 * What a custom field must contain.
 *
 * @param name as the field is called, in any case
 * @param value ignored by EMPTY and NOT_EMPTY; a number for LESS and MORE; a date such as 2026-12-31 for BEFORE and AFTER
 */
public record FieldCondition(String name, Comparison comparison, String value) {

    /** Texts are compared in any case. People without the field match IS_NOT and EMPTY only. */
    public enum Comparison {
        IS,
        IS_NOT,
        CONTAINS,
        EMPTY,
        NOT_EMPTY,
        LESS,
        MORE,
        BEFORE,
        AFTER
    }
}
