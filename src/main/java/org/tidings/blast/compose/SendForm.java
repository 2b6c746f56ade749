package org.tidings.blast.compose;

import jakarta.ws.rs.DefaultValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.platform.web.FormErrors;

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

    /** As an ISO duration; empty for all at once. */
    @RestForm
    @DefaultValue("")
    public String spreadOver = "";

    @RestForm
    @DefaultValue("")
    public String uselessAfter = "";

    /**
     * Proposes what a draft was scheduled with before.
     *
     * @param now a time in the past is not proposed
     */
    static SendForm of(Blast draft, ZoneId zone, Instant now) {
        SendForm form = at(draft.sendAt != null && draft.sendAt.isAfter(now) ? draft.sendAt : null, zone);
        form.spreadOver = draft.spreadOver() == null ? "" : draft.spreadOver().toString();
        form.uselessAfter = draft.uselessAfter != null && draft.uselessAfter.isAfter(now)
                ? local(draft.uselessAfter.atZone(zone))
                : "";
        return form;
    }

    /** Proposes a time; null means now. */
    static SendForm at(@Nullable Instant time, ZoneId zone) {
        SendForm form = new SendForm();
        if (time != null) {
            ZonedDateTime there = time.atZone(zone);
            form.when = "later";
            form.sendAt = local(there);
            form.offset = there.getOffset().getId();
        }
        return form;
    }

    private static String local(ZonedDateTime time) {
        return time.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }

    /** Null for all at once. */
    @Nullable
    Duration spreadOver(FormErrors errors) {
        try {
            return spreadOver.isEmpty() ? null : Duration.parse(spreadOver);
        } catch (DateTimeException unknown) {
            errors.add("spreadOver", "Choose one of the speeds.");
            return null;
        }
    }

    /** Null if it is tried as long as usual. */
    @Nullable
    Instant uselessAfter(ZoneId zone, FormErrors errors) {
        try {
            return uselessAfter.isBlank()
                    ? null
                    : LocalDateTime.parse(uselessAfter.strip()).atZone(zone).toInstant();
        } catch (DateTimeException malformed) {
            errors.add("uselessAfter", "Choose a date and a time.");
            return null;
        }
    }

    boolean isLater() {
        return when.equals("later");
    }
}
