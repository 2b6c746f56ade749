package org.tidings.contact;

/** What a column of a table of people can say. */
public enum PersonColumn {
    /** One or several addresses; a table can have several such columns. */
    EMAIL,
    FIRST_NAME,
    LAST_NAME,
    /** First and last name in one cell. */
    NAME,
    /** A table can have several such columns. */
    PHONE,
    /** The first or whole names of the students of the guardian in the row, separated by {@code ;}. */
    STUDENT,
    /** The date of birth of the student or, in a table without students, of the person. */
    BORN,
    /** The key of the household in another program. */
    HOUSEHOLD_ID,
    /** The name of the household. */
    HOUSEHOLD,
    ROLE,
    /** A table can have several such columns. */
    TAGS,
    CLASS,
    CLASS_STATUS,
    CLASS_FROM,
    CLASS_UNTIL,
    /** The key of the person in another program. */
    EXTERNAL_ID,
    /** Whether the person agreed to marketing email. */
    MARKETING,
    NOTES;

    boolean isAllowedOften() {
        return this == EMAIL || this == PHONE || this == TAGS;
    }
}
