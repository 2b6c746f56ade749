package org.tidings.account;

/** What a staff member may do. */
public enum Role {
    /** Sees and manages everything of the account. */
    OWNER,
    /** Sees the tasks they started. */
    STAFF;

    /** The same word for {@code @RolesAllowed}. */
    public static final String OWNER_ONLY = "OWNER";
}
