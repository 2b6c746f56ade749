package org.tidings.report.rounds;

import jakarta.ws.rs.DefaultValue;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.RoundMessage;
import org.tidings.blast.RoundReason;
import org.tidings.blast.SendValidation;
import org.tidings.platform.web.FormErrors;

/** The submitted fields of a round. */
class RoundForm {

    @RestForm
    public @Nullable RoundReason reason;

    @RestForm
    @DefaultValue("3")
    public int days = RoundOffers.DAYS;

    /** The number that the round was to get when the page was shown. */
    @RestForm
    @DefaultValue("0")
    public int number;

    @RestForm
    @DefaultValue("same")
    public String message = "same";

    @RestForm
    @DefaultValue("")
    public String subject = "";

    @RestForm
    @DefaultValue("")
    public String preheader = "";

    @RestForm
    @DefaultValue("")
    public String html = "";

    /** The fields with the message of the blast, to be edited. */
    static RoundForm of(Blast blast, RoundReason reason, int days, int number) {
        RoundForm form = new RoundForm();
        form.reason = reason;
        form.days = days;
        form.number = number;
        form.subject = blast.subject;
        form.preheader = Objects.requireNonNullElse(blast.preheader, "");
        form.html = blast.html;
        return form;
    }

    public boolean isEdited() {
        return message.equals("edited");
    }

    RoundMessage edited() {
        return RoundMessage.edited(subject, preheader, html);
    }

    /** What is wrong, by field. */
    Map<String, String> errors() {
        FormErrors errors = new FormErrors();
        if (isEdited()) {
            for (SendValidation.Problem problem : edited().problems()) {
                errors.add(problem.field(), problem.sentence());
            }
        }
        return errors.byField();
    }
}
