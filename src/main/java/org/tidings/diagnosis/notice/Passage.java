package org.tidings.diagnosis.notice;

import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Step;

/**
 * A place of a notice in which the server's answer may stand.
 *
 * @param reply the answer as it stands there
 * @param step at which the server refused, as far as the words around it say so
 */
record Passage(Place place, Reply reply, Step step) {

    /** Where the answer stands; from the narrowest to the widest. */
    enum Place {
        FIELD("the field Diagnostic-Code"),
        QUOTED("the quoted reply"),
        PARAGRAPH("the paragraph about the recipient"),
        NOTICE("the text of the notice");

        final String words;

        Place(String words) {
            this.words = words;
        }
    }

    /** The fields. Only their own words name a step. */
    static Passage of(DeliveryStatus status) {
        return new Passage(Place.FIELD, status.reply(), Step.in(status.diagnostic()));
    }

    static Passage of(Place place, String text, String context) {
        Reply reply = place == Place.QUOTED ? QuotedReply.in(text) : QuotedReply.whole(text);
        return new Passage(place, reply, Step.in(context));
    }
}
