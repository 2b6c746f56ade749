package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.blast.selection.Segment;
import org.tidings.blast.selection.SelectionText;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.ContactSearch;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Tags;
import org.tidings.contact.WeeklyClass;
import org.tidings.recipient.Outcome;

/** What the editor of a rule offers. */
@ApplicationScoped
class AudienceOptions {

    private static final int BLASTS_OFFERED = 50;
    private static final int PEOPLE_FOUND = 20;

    private static final Set<BlastState> SENT =
            Set.of(BlastState.RUNNING, BlastState.PAUSED, BlastState.COMPLETED, BlastState.CANCELLED);

    private final CurrentStaff staff;
    private final Tags tags;
    private final BlastAccess access;
    private final ContactSearch search;
    private final ContactStore contacts;
    private final Clock clock;

    AudienceOptions(
            CurrentStaff staff,
            Tags tags,
            BlastAccess access,
            ContactSearch search,
            ContactStore contacts,
            Clock clock) {
        this.staff = staff;
        this.tags = tags;
        this.access = access;
        this.search = search;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** A choice with the text that is shown. */
    record Option(String value, String text) {}

    /**
     * The choices.
     *
     * @param found people and households that match the words of the form
     */
    record Options(
            List<Option> classes,
            List<Option> weekdays,
            List<String> teachers,
            List<String> places,
            List<String> programmes,
            List<String> terms,
            List<String> tags,
            List<Option> segments,
            List<Option> blasts,
            List<Option> outcomes,
            List<Option> found,
            List<Option> foundHouseholds) {}

    @Transactional
    public Options of(AudienceForm form) {
        long account = staff.accountId();
        List<WeeklyClass> classes = WeeklyClass.ofAccount(account);
        List<ContactStore.Person> people = found(form.findPerson);
        return new Options(
                classes.stream().map(AudienceOptions::option).toList(),
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new Option(day.name(), day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
                        .toList(),
                distinct(classes, one -> one.teacher),
                distinct(classes, one -> one.place),
                distinct(classes, one -> one.programme),
                distinct(classes, one -> one.termName),
                tags.names(account),
                Segment.ofAccount(account).stream()
                        .map(one -> new Option(one.publicId, one.name))
                        .toList(),
                access.newest(SENT, Long.MAX_VALUE, BLASTS_OFFERED).stream()
                        .map(this::option)
                        .toList(),
                Arrays.stream(Outcome.values())
                        .map(outcome -> new Option(outcome.name(), SelectionText.outcome(outcome) + " …"))
                        .toList(),
                people.stream()
                        .map(person ->
                                new Option(person.publicId(), person.details().label()))
                        .toList(),
                people.stream()
                        .flatMap(person -> person.details().households().stream())
                        .map(home -> new Option(home.publicId(), home.name()))
                        .distinct()
                        .toList());
    }

    private static Option option(WeeklyClass one) {
        String when = one.when();
        return new Option(one.publicId, when.isEmpty() ? one.name : one.name + " (" + when + ")");
    }

    private Option option(Blast blast) {
        String day = blast.startedAt == null
                ? ""
                : ", " + blast.startedAt.atZone(staff.zone()).toLocalDate();
        return new Option(blast.publicId, blast.subject + day);
    }

    private List<ContactStore.Person> found(String words) {
        if (words.isBlank()) {
            return List.of();
        }
        LocalDate today = clock.instant().atZone(staff.zone()).toLocalDate();
        ContactFilter filter = new ContactFilter(words, null, null, null, null, today);
        List<Long> ids =
                search.page(staff.accountId(), filter, null, PEOPLE_FOUND).ids();
        return List.copyOf(contacts.read(staff.accountId(), ids).values());
    }

    private static List<String> distinct(List<WeeklyClass> classes, Function<WeeklyClass, String> name) {
        return classes.stream()
                .map(name)
                .filter(text -> !text.isBlank())
                .distinct()
                .sorted()
                .toList();
    }
}
