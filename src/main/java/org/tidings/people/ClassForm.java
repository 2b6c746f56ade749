package org.tidings.people;

import jakarta.ws.rs.DefaultValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.FormErrors;

/** The form of a class. */
public class ClassForm {

    private static final int LONGEST = 200;

    @RestForm
    @DefaultValue("")
    public String name = "";

    @RestForm
    @DefaultValue("")
    public String programme = "";

    /** 1 to 7; empty for no fixed day. */
    @RestForm
    @DefaultValue("")
    public String weekday = "";

    @RestForm
    @DefaultValue("")
    public String startsAt = "";

    @RestForm
    @DefaultValue("")
    public String endsAt = "";

    @RestForm
    @DefaultValue("")
    public String teacher = "";

    @RestForm
    @DefaultValue("")
    public String place = "";

    @RestForm
    @DefaultValue("")
    public String termName = "";

    @RestForm
    @DefaultValue("")
    public String termFrom = "";

    @RestForm
    @DefaultValue("")
    public String termUntil = "";

    static ClassForm of(WeeklyClass one) {
        ClassForm form = new ClassForm();
        form.name = one.name;
        form.programme = one.programme;
        form.weekday = one.weekday == null ? "" : one.weekday.toString();
        form.startsAt = Objects.toString(one.startsAt, "");
        form.endsAt = Objects.toString(one.endsAt, "");
        form.teacher = one.teacher;
        form.place = one.place;
        form.termName = one.termName;
        form.termFrom = Objects.toString(one.termFrom, "");
        form.termUntil = Objects.toString(one.termUntil, "");
        return form;
    }

    /** Whether this is the chosen day. */
    public boolean isOn(DayOfWeek day) {
        return weekday.equals(String.valueOf(day.getValue()));
    }

    FormErrors check() {
        FormErrors errors = new FormErrors()
                .required("name", name, "Enter a name.")
                .atMost(LONGEST, "name", name)
                .atMost(LONGEST, "programme", programme)
                .atMost(LONGEST, "teacher", teacher)
                .atMost(LONGEST, "place", place)
                .atMost(100, "termName", termName)
                .addIf(!startsAt.isBlank() && time(startsAt) == null, "startsAt", "Enter a time, for example 16:00.")
                .addIf(!endsAt.isBlank() && time(endsAt) == null, "endsAt", "Enter a time, for example 16:45.")
                .addIf(!termFrom.isBlank() && Days.of(termFrom) == null, "termFrom", "Enter a date.")
                .addIf(!termUntil.isBlank() && Days.of(termUntil) == null, "termUntil", "Enter a date.");
        LocalTime starts = time(startsAt);
        LocalTime ends = time(endsAt);
        LocalDate from = Days.of(termFrom);
        LocalDate until = Days.of(termUntil);
        return errors.addIf(
                        starts != null && ends != null && !ends.isAfter(starts), "endsAt", "Must be after the start.")
                .addIf(
                        from != null && until != null && until.isBefore(from),
                        "termUntil",
                        "Must not be before the first day.");
    }

    void fill(WeeklyClass one) {
        one.name = name.strip();
        one.programme = programme.strip();
        one.weekday = weekday.matches("[1-7]") ? Byte.valueOf(weekday) : null;
        one.startsAt = time(startsAt);
        one.endsAt = time(endsAt);
        one.teacher = teacher.strip();
        one.place = place.strip();
        one.termName = termName.strip();
        one.termFrom = Days.of(termFrom);
        one.termUntil = Days.of(termUntil);
    }

    private static @Nullable LocalTime time(String text) {
        try {
            return text.isBlank() ? null : LocalTime.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
