package org.tidings.account;

/** What a staff member may do. */
public enum Role {
    /** Sees and manages all data of the account. */
    OWNER,
    /** Sees the tasks they started. */
    STAFF;

    /** {@link #OWNER} as a constant for {@code @RolesAllowed}. */
    public static final String OWNER_ONLY = "OWNER";

    /** For {@code @RolesAllowed}: a program with an API key. It sees what an owner sees, by the API only, which nobody else may use. */
    public static final String PROGRAM = "PROGRAM";
}
