package org.tidings.contact.select;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When an enrolment has to be true. Days that are relative are counted from the day on which the blast leaves. */
public sealed interface EnrolmentPeriod {

    /** On a certain day. */
    record On(LocalDate day) implements EnrolmentPeriod {}

    /** On the day on which the blast leaves. */
    record Today() implements EnrolmentPeriod {}

    /** On the next day on which the class meets, which may be today. A class without a weekday counts as today. */
    record NextMeeting() implements EnrolmentPeriod {}

    /** On at least one day between two days, both included; null has no limit. */
    record Between(@Nullable LocalDate from, @Nullable LocalDate until) implements EnrolmentPeriod {}

    /** Since a change in the last days: "dropped in the last 60 days". */
    record ChangedWithin(int days) implements EnrolmentPeriod {}
}
