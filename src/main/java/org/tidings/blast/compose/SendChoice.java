package org.tidings.blast.compose;

import java.time.ZoneId;
import java.util.List;

/**
 * The choice between sending now and later, as a form shows it.
 *
 * @param sendAt the submitted or stored time
 * @param occurrences the two times that {@code sendAt} can mean; empty if it is not ambiguous
 * @param zone the account's time zone
 * @param willGet how many people will get the blast
 */
record SendChoice(boolean later, String sendAt, List<SendTime.Occurrence> occurrences, String zone, int willGet) {

    static SendChoice of(SendForm form, ZoneId zone, int willGet) {
        List<SendTime.Occurrence> occurrences = SendTime.occurrences(form.sendAt, form.offset, zone);
        return new SendChoice(form.isLater(), form.sendAt, occurrences, zone.getId(), willGet);
    }

    /** The label of the submit button if it is sent now. */
    public String now() {
        return "Send to " + PreflightChecks.people(willGet);
    }

    /** The label of the submit button if it is sent later. */
    public String atThatTime() {
        return "Schedule for " + PreflightChecks.people(willGet);
    }
}
