package org.tidings.diagnosis;

/** What an answer comes to. Only {@link #HARD} and {@link #COMPLAINT} make an address invalid. */
public enum Verdict {
    /** Accepted, or reported as delivered. */
    DELIVERED,
    /** The address is dead: no such mailbox, no such domain, closed. */
    HARD,
    /** The address may be dead: nothing proves it, or a proof is contradicted. It is mailed once more. */
    SUSPECTED,
    /** The address is alive but could not take the message now: full, busy, greylisting. Try again. */
    SOFT,
    /** Refused because of us: authentication, reputation, policy, content, protocol. Says nothing about the address. */
    BLOCKED,
    /** The recipient called the message junk. */
    COMPLAINT,
    /** An out-of-office or other automatic answer. */
    AUTO_REPLY,
    /** Not understood. Never a reason to make an address invalid. */
    UNKNOWN,
    /** Trouble between us and our own mail server; no recipient's fault, costs no attempt. */
    TRANSPORT
}
