package org.tidings.blast;

/** For whom a blast is sent again. The names are part of the API and of the schema. */
public enum RoundReason {
    CORRECTED("Bounced, and has a working address now"),
    BLOCKED("Refused by the mailbox provider"),
    GAVE_UP("Given up: mailbox full or server not available"),
    UNREAD("No sign of reading"),
    ADDED("Email address added since");

    private final String words;

    RoundReason(String words) {
        this.words = words;
    }

    /** Whom it selects, as a heading. */
    public String words() {
        return words;
    }
}
