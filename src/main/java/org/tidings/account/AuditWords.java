package org.tidings.account;

import java.util.LinkedHashMap;
import java.util.Map;

/** The actions of the audit trail in words. */
final class AuditWords {

    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("logged-in", "Logged in");
        WORDS.put("account.made", "Created the account");
        WORDS.put("account.changed", "Changed the account settings");
        WORDS.put("look.changed", "Changed the look of the mail");
        WORDS.put("sign-up.changed", "Changed the sign-up form");
        WORDS.put("staff.added", "Added a staff member");
        WORDS.put("staff.changed", "Changed a staff member");
        WORDS.put("staff.invited", "Invited a staff member");
        WORDS.put("staff.joined", "Accepted the invitation");
        WORDS.put("password.reset-requested", "Asked for a new password");
        WORDS.put("session.ended", "Logged out devices");
        WORDS.put("identity.connected", "Connected an account of the login provider");
        WORDS.put("identity.disconnected", "Removed the connection with the login provider");
        WORDS.put("second-step.on", "Turned on the second step");
        WORDS.put("second-step.off", "Turned off a second step");
        WORDS.put("second-step.codes", "Created recovery codes");
        WORDS.put("second-step.recovered", "Logged in with a recovery code");
        WORDS.put("second-step.required", "Changed whether a second step is required");
        WORDS.put("teachers.approval", "Changed whether teachers need approval");
        WORDS.put("blast.handed-in", "Handed in a message to a class");
        WORDS.put("password.changed", "Changed the password");
        WORDS.put("password.reset", "Reset a password");
        WORDS.put("api-key.made", "Created an API key");
        WORDS.put("api-key.revoked", "Revoked an API key");
        WORDS.put("webhook.added", "Added a webhook");
        WORDS.put("webhook.changed", "Changed a webhook");
        WORDS.put("webhook.enabled", "Enabled a webhook");
        WORDS.put("webhook.disabled", "Disabled a webhook");
        WORDS.put("webhook.failed", "A webhook failed and was disabled");
        WORDS.put("webhook.rotated", "Created a new webhook secret");
        WORDS.put("webhook.redelivered", "Sent webhook events again");
        WORDS.put("webhook.deleted", "Deleted a webhook");
        WORDS.put("blast.started", "Started a draft");
        WORDS.put("blast.copied", "Copied a blast");
        WORDS.put("blast.tested", "Sent a test message");
        WORDS.put("blast.sent", "Sent a blast");
        WORDS.put("blast.sent-again", "Sent a blast again");
        WORDS.put("blast.scheduled", "Scheduled a blast");
        WORDS.put("blast.unscheduled", "Made a scheduled blast a draft again");
        WORDS.put("blast.paused", "Paused a blast");
        WORDS.put("blast.resumed", "Resumed a blast");
        WORDS.put("blast.cancelled", "Cancelled a blast");
        WORDS.put("blast.deleted", "Deleted a blast");
        WORDS.put("blast.published", "Published a blast");
        WORDS.put("blast.unpublished", "Took a blast off the public page");
        WORDS.put("address.invalidated", "Marked an address as invalid");
        WORDS.put("address.released", "Released an address");
        WORDS.put("address.released-at-provider", "Asked a mail provider to release an address");
        WORDS.put("address.fixed", "Corrected an address");
        WORDS.put("consent.recorded", "Recorded a consent");
        WORDS.put("person.added", "Added a person");
        WORDS.put("person.changed", "Changed a person");
        WORDS.put("person.merged", "Merged two people");
        WORDS.put("person.deleted", "Deleted a person");
        WORDS.put("person.exported", "Downloaded a person's data");
        WORDS.put("person.erased", "Erased a person");
        WORDS.put("people.kept", "Kept the people of a blast");
        WORDS.put("people.tagged", "Tagged people");
        WORDS.put("people.untagged", "Removed a tag from people");
        WORDS.put("people.enrolled", "Enrolled people");
        WORDS.put("import.started", "Imported people");
        WORDS.put("import.undone", "Undid an import");
        WORDS.put("import.dropped", "Dropped enrolments after an import");
        WORDS.put("household.renamed", "Renamed a household");
        WORDS.put("household.deleted", "Deleted a household");
        WORDS.put("class.added", "Added a class");
        WORDS.put("class.changed", "Changed a class");
        WORDS.put("class.deleted", "Deleted a class");
        WORDS.put("tag.renamed", "Renamed a tag");
        WORDS.put("tag.topic", "Changed a topic");
        WORDS.put("tag.deleted", "Deleted a tag");
        WORDS.put("field.defined", "Defined a custom field");
        WORDS.put("field.removed", "Removed a custom field");
    }

    private AuditWords() {}

    /** "Sent a blast" for {@code blast.sent}; the action itself where it has no words. */
    static String of(String action) {
        return WORDS.getOrDefault(action, action.replace('.', ' ').replace('-', ' '));
    }
}
