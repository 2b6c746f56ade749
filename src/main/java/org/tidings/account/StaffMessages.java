package org.tidings.account;

import org.jspecify.annotations.Nullable;

/** The texts of messages to staff about their access. */
final class StaffMessages {

    private StaffMessages() {}

    /** @param by who invites; null if the person asked for another link */
    static StaffMail.Message invitation(StaffMember staff, Account account, @Nullable StaffMember by, String path) {
        String added = by == null ? "You are invited to " : by.name + " added you to ";
        return new StaffMail.Message(
                staff.email,
                "Your access to " + account.name + " in Tidings",
                "Hello " + staff.name + ",\n\n" + added + account.name
                        + " in Tidings, where its staff send emails and see who got them."
                        + " Choose a password within an hour, and log in as " + staff.email + ".",
                "Choose a password",
                path,
                "If the hour is over, open the link all the same: you can get a new one there.\n\nIf you do not know "
                        + account.name + ", ignore this message.");
    }

    static StaffMail.Message reset(StaffMember staff, String path) {
        return new StaffMail.Message(
                staff.email,
                "Choose a new password for Tidings",
                "Hello " + staff.name + ",\n\nSomeone, probably you, asked for a new password for " + staff.email
                        + ". Choose one within an hour.",
                "Choose a new password",
                path,
                "After that, you are logged out on all devices.\n\nIf you did not ask for this, ignore this message:"
                        + " your password stays as it is.");
    }
}
