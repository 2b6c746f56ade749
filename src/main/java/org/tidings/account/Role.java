package org.tidings.account;

/** What a staff member may do, from the most to the least. {@link Permissions} says which pages each role may use. */
public enum Role {
    /** Sees and manages all data of the account. */
    OWNER,
    /** As an owner, except for staff, API keys and the audit trail. */
    MANAGER,
    /** Sees the tasks they started. */
    STAFF,
    /** Writes to own classes, on pages of their own that show no address; see {@link StaffMember#teaches}. */
    TEACHER;

    /** For {@code @RolesAllowed}: a program with an API key. It sees what an owner sees, by the API only, which nobody else may use. */
    public static final String PROGRAM = "PROGRAM";

    public boolean isAtLeast(Role least) {
        return compareTo(least) <= 0;
    }

    /** Whether the role sees what others of the staff did, not only its own blasts. */
    boolean seesAll() {
        return isAtLeast(MANAGER);
    }
}
