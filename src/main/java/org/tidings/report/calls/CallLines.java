package org.tidings.report.calls;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Enrolments;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.Households;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.RecipientKey;
import org.tidings.report.RecipientLine;
import org.tidings.report.RecipientLines;
import org.tidings.report.RecipientRows;
import org.tidings.report.ReportRow;

/** Builds the lines of one page, in a few statements for all of them. */
@ApplicationScoped
class CallLines {

    private final Households households;
    private final ContactStore contacts;
    private final Enrolments enrolments;
    private final RecipientRows rows;
    private final RecipientLines recipientLines;

    CallLines(
            Households households,
            ContactStore contacts,
            Enrolments enrolments,
            RecipientRows rows,
            RecipientLines recipientLines) {
        this.households = households;
        this.contacts = contacts;
        this.enrolments = enrolments;
        this.rows = rows;
        this.recipientLines = recipientLines;
    }

    /** What is known of the people and messages of all homes of a page. */
    private record Known(
            Map<Long, List<Long>> members,
            Map<Long, ContactStore.Person> people,
            Map<Long, List<String>> classes,
            Map<String, List<RecipientLine>> byEmail,
            Map<Integer, RecipientLine> bySeq) {

        List<ContactStore.Person> of(UnreachedHome home) {
            List<Long> ids = home.key().householdId() > 0
                    ? members.getOrDefault(home.key().householdId(), List.of())
                    : List.of(home.key().contactId());
            return ids.stream().map(people::get).filter(Objects::nonNull).toList();
        }
    }

    List<CallLine> of(Blast blast, List<UnreachedHome> homes, Dates dates) {
        Known known = known(blast, homes, dates);
        Map<Long, String> callers = new HashMap<>();
        return homes.stream().map(home -> line(blast, home, known, callers)).toList();
    }

    private Known known(Blast blast, List<UnreachedHome> homes, Dates dates) {
        Map<Long, List<Long>> members = households.memberIds(homes.stream()
                .map(home -> home.key().householdId())
                .filter(id -> id > 0)
                .toList());
        List<Long> ids = Stream.concat(
                        members.values().stream().flatMap(List::stream),
                        homes.stream().map(home -> home.key().contactId()).filter(id -> id > 0))
                .distinct()
                .toList();
        Map<Long, ContactStore.Person> people = contacts.read(blast.accountId, ids);
        List<ReportRow> messages = new ArrayList<>(rows.at(
                blast.key(),
                people.values().stream()
                        .flatMap(person -> person.details().emails().stream())
                        .distinct()
                        .toList()));
        for (UnreachedHome home : homes) {
            if (home.key().seq() > 0) {
                rows.one(new RecipientKey(blast.key(), home.key().seq())).ifPresent(messages::add);
            }
        }
        List<RecipientLine> lines = recipientLines.of(messages, dates);
        return new Known(
                members,
                people,
                enrolments.classNames(blast.accountId, ids, LocalDate.ofInstant(dates.now(), dates.zone())),
                lines.stream().collect(Collectors.groupingBy(line -> line.row().email())),
                lines.stream().collect(Collectors.toMap(RecipientLine::id, line -> line, (first, same) -> first)));
    }

    private static CallLine line(Blast blast, UnreachedHome home, Known known, Map<Long, String> callers) {
        List<ContactStore.Person> people = known.of(home);
        List<RecipientLine> messages = home.key().seq() > 0
                ? Stream.ofNullable(known.bySeq().get(home.key().seq())).toList()
                : people.stream()
                        .flatMap(person -> person.details().emails().stream())
                        .distinct()
                        .flatMap(email -> known.byEmail().getOrDefault(email, List.of()).stream())
                        .toList();
        Call call = home.call();
        return new CallLine(
                home,
                link(home),
                people.stream()
                        .filter(person -> !isStudent(person, home)
                                || !person.details().phone().isEmpty())
                        .map(person -> new CallLine.Adult(
                                person.details().label(), person.details().phone()))
                        .toList(),
                people.stream()
                        .filter(person -> isStudent(person, home))
                        .map(person -> new CallLine.Student(
                                person.details().label(), known.classes().getOrDefault(person.id(), List.of())))
                        .toList(),
                messages,
                call == null
                        ? null
                        : callers.computeIfAbsent(call.staffId(), id -> StaffMember.nameOf(blast.accountId, id)));
    }

    private static boolean isStudent(ContactStore.Person person, UnreachedHome home) {
        return person.details().households().stream()
                .anyMatch(membership -> membership.householdId() == home.key().householdId()
                        && membership.role() == HouseholdRole.STUDENT);
    }

    private static @Nullable String link(UnreachedHome home) {
        if (home.key().seq() > 0) {
            return null;
        }
        return (home.key().householdId() > 0 ? "/households/" : "/people/") + home.id();
    }
}
