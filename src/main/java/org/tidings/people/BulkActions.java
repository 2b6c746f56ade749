package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Enrolment;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.Enrolments;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.Numbers;

/** Actions on the people selected in a list. Each returns the sentence that is shown afterwards. */
@ApplicationScoped
class BulkActions {

    private final CurrentStaff current;
    private final ContactStore contacts;
    private final Enrolments enrolments;
    private final AuditTrail audit;
    private final Clock clock;

    BulkActions(CurrentStaff current, ContactStore contacts, Enrolments enrolments, AuditTrail audit, Clock clock) {
        this.current = current;
        this.contacts = contacts;
        this.enrolments = enrolments;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    String run(String action, List<String> publicIds, String tag, String classId) {
        List<Long> ids = publicIds.stream()
                .distinct()
                .flatMap(id -> Contact.find(current.accountId(), id).stream())
                .map(contact -> contact.id)
                .toList();
        if (ids.isEmpty()) {
            return "Nothing was changed: select people first.";
        }
        return switch (action) {
            case "tag", "untag" -> tag(ids, tag.strip(), action.equals("tag"));
            case "enrol" -> enrol(ids, classId);
            default -> "Nothing was changed: choose what to do.";
        };
    }

    private String tag(List<Long> ids, String tag, boolean add) {
        if (tag.isEmpty() || tag.length() > ContactDetails.LONGEST_TAG) {
            return "Nothing was changed: enter a tag of at most " + ContactDetails.LONGEST_TAG + " characters.";
        }
        UnaryOperator<ContactDetails> change = person -> {
            Set<String> tags = new TreeSet<>(person.tags());
            boolean ignored = add ? tags.add(tag) : tags.remove(tag);
            return person.withTags(tags);
        };
        contacts.save(
                current.accountId(),
                ids.stream().map(id -> new ContactStore.Edit(id, change)).toList());
        record(add ? "people.tagged" : "people.untagged", tag, ids.size());
        return people(ids.size()) + (add ? " tagged “" : " no longer tagged “") + tag + "”.";
    }

    private String enrol(List<Long> ids, String classId) {
        Optional<WeeklyClass> found = WeeklyClass.find(current.accountId(), classId);
        if (found.isEmpty()) {
            return "Nothing was changed: choose a class.";
        }
        WeeklyClass weeklyClass = found.get();
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        Map<Long, Enrolment> roster = enrolments.roster(weeklyClass.id, today);
        ids.stream()
                .filter(id -> !isEnrolled(roster.get(id)))
                .forEach(id -> enrolments.add(weeklyClass.id, id, EnrolmentStatus.ENROLLED, today, null));
        record("people.enrolled", weeklyClass.name, ids.size());
        return people(ids.size()) + " enrolled in " + weeklyClass.name + " from today.";
    }

    /** Who is enrolled already keeps the day on which the enrolment is to end. */
    private static boolean isEnrolled(@Nullable Enrolment row) {
        return row != null && row.status == EnrolmentStatus.ENROLLED;
    }

    private void record(String action, String subject, int count) {
        audit.record(current.accountId(), current.staffId(), action, subject, people(count));
    }

    private static String people(int count) {
        return Numbers.of(count, "person", "people");
    }
}
