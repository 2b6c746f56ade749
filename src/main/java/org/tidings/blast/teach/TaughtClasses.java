package org.tidings.blast.teach;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.contact.WeeklyClass;

/** The classes to which the person of this request may write: teachers to those that name them, others to all. */
@ApplicationScoped
class TaughtClasses {

    private final CurrentStaff current;

    TaughtClasses(CurrentStaff current) {
        this.current = current;
    }

    @Transactional
    List<WeeklyClass> all() {
        List<WeeklyClass> classes = WeeklyClass.ofAccount(current.accountId());
        if (!current.isTeacher()) {
            return classes;
        }
        String name = StaffMember.byId(current.accountId(), Objects.requireNonNull(current.staffId()))
                .map(teacher -> Objects.requireNonNullElse(teacher.teaches, ""))
                .orElse("");
        return classes.stream()
                .filter(one -> !name.isBlank() && one.teacher.strip().equalsIgnoreCase(name))
                .toList();
    }

    /** Empty also for a class of somebody else. */
    @Transactional
    Optional<WeeklyClass> find(String publicId) {
        return all().stream().filter(one -> one.publicId.equals(publicId)).findFirst();
    }
}
