package org.tidings.account;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.time.Clock;
import org.tidings.platform.web.Dates;

/** Formats dates in the account's time zone, for the {@code moment} tag and as {@code {inject:dates.day(at)}}. */
class AccountDates {

    @Produces
    @Dependent
    @Named("dates")
    Dates dates(CurrentStaff staff, Clock clock) {
        return new Dates(staff.zone(), clock.instant());
    }
}
