package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;

/** Says who changed a draft last, to somebody whose own change came too late. */
@ApplicationScoped
class LastChange {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("'at' HH:mm", Locale.ROOT);
    private static final DateTimeFormatter EARLIER =
            DateTimeFormatter.ofPattern("'on' d MMM 'at' HH:mm", Locale.ENGLISH);

    private final CurrentStaff staff;
    private final Clock clock;

    LastChange(CurrentStaff staff, Clock clock) {
        this.staff = staff;
        this.clock = clock;
    }

    /** Such as "This blast was changed by Sam Cole at 10:02." */
    @Transactional
    public String sentence(Blast draft) {
        if (draft.updatedBy == null) {
            return "This blast was changed in another tab or by someone else.";
        }
        ZonedDateTime at = draft.updatedAt.atZone(staff.zone());
        boolean today =
                at.toLocalDate().equals(clock.instant().atZone(staff.zone()).toLocalDate());
        String who = Objects.equals(draft.updatedBy, staff.staffId())
                ? "you in another tab"
                : StaffMember.nameOf(draft.accountId, draft.updatedBy);
        return "This blast was changed by " + who + " " + (today ? TODAY : EARLIER).format(at) + ".";
    }
}
