package org.tidings.blast.compose;

import jakarta.ws.rs.DefaultValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The submitted fields that say when a blast is sent. */
class SendForm {

    @RestForm
    @DefaultValue("")
    public String when = "";

    @RestForm
    @DefaultValue("")
    public String sendAt = "";

    /** Which of two occurrences of an ambiguous time is meant. */
    @RestForm
    @DefaultValue("")
    public String offset = "";

    /** Proposes a time; null means now. */
    static SendForm at(@Nullable Instant time, ZoneId zone) {
        SendForm form = new SendForm();
        if (time != null) {
            ZonedDateTime there = time.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
            form.when = "later";
            form.sendAt = there.toLocalDateTime().toString();
            form.offset = there.getOffset().getId();
        }
        return form;
    }

    boolean isLater() {
        return when.equals("later");
    }
}
