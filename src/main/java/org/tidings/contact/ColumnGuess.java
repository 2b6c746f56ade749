package org.tidings.contact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses from the headings of a table what its columns say. Where several headings could be the same column, that of the first guardian is
 * preferred to those of students, second guardians and emergency contacts. Staff see the guesses and can change them.
 */
public final class ColumnGuess {

    private static final int LONGEST_HEADING = 100;

    /** Words of addresses and phones among others: "E-mail 1 - Value", "Phone (home)". */
    private static final Pattern EMAIL =
            Pattern.compile("\\b(?:e ?mails?|mailadresse|courriel|correo|epost|e post|почта)\\b");

    private static final Pattern PHONE = Pattern.compile(
            "\\b(?:phone|telephone|mobile|cell|cellphone|telefon|telefono|telefoon|telefone|handy|телефон)\\b");

    /** Columns about addresses, phones and consent that are none. */
    private static final Pattern ABOUT = Pattern.compile(
            "\\b(?:type|label|status|verified|bounced|bounce|valid|count|sent|date|ext|extension|carrier"
                    + "|notes?|consent|opt|subscribed|unsubscribed|marketing|newsletter|permission|mailing|list|provider|domain)\\b");

    private static final Pattern REFUSAL =
            Pattern.compile("\\b(?:do not|dont|no|not|un\\w++|opt out|optout|abgemeldet|widerspruch)\\b");

    /** People who do not belong to the families of a list. */
    private static final Pattern STAFF = Pattern.compile(
            "\\b(?:teachers?|coach|coaches|instructors?|staff|sender|reply|studio|school|lehrer|lehrerin|trainer|trainerin"
                    + "|professeur|profesor|insegnante|docent|leraar|emergency)\\b");

    private record Candidate(int position, PersonColumn column, int score) {}

    private ColumnGuess() {}

    /** One guess for each heading, in their order. A column is given at most once, but for addresses, phones and tags. */
    public static List<Optional<PersonColumn>> of(List<String> headings) {
        List<String> phrases = headings.stream()
                .map(heading -> heading.length() > LONGEST_HEADING || heading.indexOf('@') >= 0
                        ? ""
                        : HeadingWords.plain(heading))
                .toList();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < phrases.size(); i++) {
            addCandidates(candidates, i, phrases.get(i));
        }
        @Nullable PersonColumn[] guesses = new PersonColumn[phrases.size()];
        Set<PersonColumn> given = EnumSet.noneOf(PersonColumn.class);
        candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::score).reversed().thenComparingInt(Candidate::position))
                .forEach(candidate -> {
                    if (guesses[candidate.position()] == null
                            && (candidate.column().isAllowedOften() || given.add(candidate.column()))) {
                        guesses[candidate.position()] = candidate.column();
                    }
                });
        decideNames(phrases, guesses, given);
        findStudents(phrases, guesses, given);
        List<Optional<PersonColumn>> all = new ArrayList<>();
        for (@Nullable PersonColumn guess : guesses) {
            all.add(Optional.ofNullable(guess));
        }
        return List.copyOf(all);
    }

    /** True for headings such as "Student First Name": a person in a household, but seldom the one whose address is beside it. */
    public static boolean isOfStudent(String heading) {
        return heading.length() <= LONGEST_HEADING
                && HeadingWords.withoutOwner(HeadingWords.plain(heading)).nearness() == 2;
    }

    private static void addCandidates(List<Candidate> candidates, int position, String phrase) {
        if (phrase.isEmpty() || isNameOf(phrase)) {
            return;
        }
        Optional<PersonColumn> exact = HeadingWords.column(phrase);
        if (exact.isPresent()) {
            candidates.add(new Candidate(position, exact.get(), 5));
            return;
        }
        HeadingWords.Owned owned = HeadingWords.withoutOwner(phrase);
        Optional<PersonColumn> column = HeadingWords.column(owned.phrase());
        boolean isStaffAddress =
                STAFF.matcher(phrase).find() && EMAIL.matcher(phrase).find();
        if (isStaffAddress) {
            return;
        }
        if (column.isPresent() && !isNameOf(owned.phrase())) {
            candidates.add(new Candidate(position, column.get(), owned.nearness() + 1));
        } else if (isNameOf(owned.phrase())) {
            candidates.add(new Candidate(position, PersonColumn.NAME, owned.nearness()));
        } else if (!ABOUT.matcher(phrase).find() && !REFUSAL.matcher(phrase).find()) {
            if (EMAIL.matcher(phrase).find()) {
                candidates.add(new Candidate(position, PersonColumn.EMAIL, 1));
            } else if (PHONE.matcher(phrase).find()) {
                candidates.add(new Candidate(position, PersonColumn.PHONE, 1));
            }
        }
    }

    private static boolean isNameOf(String phrase) {
        return HeadingWords.NAME_OR_FIRST.contains(phrase)
                || HeadingWords.NAME_OR_LAST.contains(phrase)
                || HeadingWords.HOUSEHOLD_OR_LAST.contains(phrase);
    }

    /** "Name" beside "Vorname" is the last name, "nome" beside "cognome" the first, and "Family name" beside "Last name" that of the household. */
    private static void decideNames(List<String> phrases, @Nullable PersonColumn[] guesses, Set<PersonColumn> given) {
        for (int i = 0; i < phrases.size(); i++) {
            String phrase = phrases.get(i);
            PersonColumn name = guesses[i];
            if (HeadingWords.HOUSEHOLD_OR_LAST.contains(phrase)) {
                name = given.contains(PersonColumn.LAST_NAME) ? PersonColumn.HOUSEHOLD : PersonColumn.LAST_NAME;
            } else if (HeadingWords.NAME_OR_FIRST.contains(phrase)) {
                boolean isFirst = given.contains(PersonColumn.LAST_NAME) && !given.contains(PersonColumn.FIRST_NAME);
                name = isFirst ? PersonColumn.FIRST_NAME : PersonColumn.NAME;
            } else if (HeadingWords.NAME_OR_LAST.contains(phrase)) {
                boolean isLast = given.contains(PersonColumn.FIRST_NAME) && !given.contains(PersonColumn.LAST_NAME);
                name = isLast ? PersonColumn.LAST_NAME : PersonColumn.NAME;
            }
            if (guesses[i] == null && name != null && given.add(name)) {
                guesses[i] = name;
            }
        }
    }

    /** "Student" beside the name of a guardian. */
    private static void findStudents(List<String> phrases, @Nullable PersonColumn[] guesses, Set<PersonColumn> given) {
        for (int i = 0; i < phrases.size(); i++) {
            boolean hasOtherName = given.contains(PersonColumn.FIRST_NAME)
                    || given.contains(PersonColumn.LAST_NAME)
                    || (given.contains(PersonColumn.NAME) && guesses[i] != PersonColumn.NAME);
            if (hasOtherName && HeadingWords.isStudentName(phrases.get(i)) && given.add(PersonColumn.STUDENT)) {
                guesses[i] = PersonColumn.STUDENT;
            }
        }
    }
}
