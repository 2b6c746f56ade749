package org.tidings.engagement;

/** Who made a request, as far as it can be known. */
public enum Actor {
    PERSON,
    MACHINE,
    /** It cannot be known whether it was a person or a machine. */
    UNKNOWN
}
