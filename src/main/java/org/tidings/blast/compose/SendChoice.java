package org.tidings.blast.compose;

/**
 * The choice between sending now and later, as a form shows it.
 *
 * @param sendAt the submitted or stored time
 * @param zone the account's time zone
 * @param willGet how many people will get the blast
 */
record SendChoice(boolean later, String sendAt, String zone, int willGet) {

    /** The label of the submit button if it is sent now. */
    public String now() {
        return "Send to " + PreflightChecks.people(willGet);
    }

    /** The label of the submit button if it is sent later. */
    public String atThatTime() {
        return "Schedule for " + PreflightChecks.people(willGet);
    }
}
