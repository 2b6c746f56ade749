package org.tidings.contact.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.BirthDate;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.CustomField;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.FieldDefinitions;
import org.tidings.contact.HouseholdRole;
import org.tidings.contact.MailboxCell;
import org.tidings.contact.PersonColumn;
import org.tidings.contact.PhoneNumber;
import org.tidings.platform.table.TableRow;
import org.tidings.platform.web.SpreadsheetCell;

/** Reads what a row says, by the columns that staff have checked. */
final class RowReader {

    private static final int LONGEST_FIELD = CustomField.LONGEST_VALUE;
    private static final int LONGEST_HOUSEHOLD = 200;
    private static final Set<String> NO = Set.of(
            "no",
            "n",
            "false",
            "0",
            "none",
            "off",
            "unsubscribed",
            "opted out",
            "opt-out",
            "nein",
            "non",
            "nei",
            "nej",
            "nee",
            "não",
            "nie",
            "ne",
            "нет");

    private final List<String> headings;
    private final ImportOptions options;
    private final FieldDefinitions definitions;
    private final LocalDate today;
    /** The columns of the file, by what they say. */
    private final Map<PersonColumn, List<Integer>> positions;

    RowReader(List<String> headings, ImportOptions options, FieldDefinitions definitions, LocalDate today) {
        this.headings = List.copyOf(headings);
        this.options = options;
        this.definitions = definitions;
        this.today = today;
        this.positions =
                positions(options.columns().stream().limit(headings.size()).toList());
    }

    ImportedRow read(TableRow row) {
        if (row.problem() != null) {
            return new ImportedRow(
                    row.line(),
                    null,
                    "",
                    false,
                    List.of(),
                    List.of(new ImportedRow.Problem("", row.problem())),
                    row.cells());
        }
        return new Cells(row).read();
    }

    private static Map<PersonColumn, List<Integer>> positions(List<String> columns) {
        Map<PersonColumn, List<Integer>> positions = new EnumMap<>(PersonColumn.class);
        for (PersonColumn column : PersonColumn.values()) {
            positions.put(
                    column,
                    IntStream.range(0, columns.size())
                            .filter(i -> columns.get(i).equals(column.name()))
                            .boxed()
                            .toList());
        }
        return positions;
    }

    private List<Integer> positions(PersonColumn wanted) {
        return positions.getOrDefault(wanted, List.of());
    }

    private final class Cells {
        private final TableRow row;
        private final List<ImportedRow.Problem> problems = new ArrayList<>();

        Cells(TableRow row) {
            this.row = row;
        }

        ImportedRow read() {
            String first = text(PersonColumn.FIRST_NAME, ContactDetails.LONGEST_NAME);
            String last = text(PersonColumn.LAST_NAME, ContactDetails.LONGEST_NAME);
            String whole = text(PersonColumn.NAME, 2 * ContactDetails.LONGEST_NAME);
            if (first.isEmpty() && last.isEmpty() && !whole.isEmpty()) {
                WholeName name = WholeName.of(whole);
                first = name.first();
                last = name.last();
            }
            List<String> emails = emails(PersonColumn.EMAIL);
            List<String> students = students();
            String householdId = text(PersonColumn.HOUSEHOLD_ID, ContactDetails.LONGEST_EXTERNAL_ID);
            String household = text(PersonColumn.HOUSEHOLD, LONGEST_HOUSEHOLD);
            LocalDate born = date(PersonColumn.BORN);
            ImportedPerson.Attendance attendance = attendance();
            boolean marketing =
                    !NO.contains(text(PersonColumn.MARKETING, LONGEST_FIELD).toLowerCase(Locale.ROOT));
            boolean hasStudents = !students.isEmpty();
            String externalId = text(PersonColumn.EXTERNAL_ID, ContactDetails.LONGEST_EXTERNAL_ID);
            List<ImportedPerson> people = new ArrayList<>();
            if (hasPerson(first, last, emails)) {
                people.add(new ImportedPerson(
                        externalId.isEmpty() ? null : externalId,
                        first,
                        last,
                        emails,
                        phone(),
                        hasStudents ? null : born,
                        text(PersonColumn.NOTES, ContactDetails.LONGEST_NOTES),
                        tags(),
                        fields(),
                        hasStudents ? HouseholdRole.GUARDIAN : role(),
                        marketing,
                        hasStudents ? null : attendance));
            }
            for (String student : students) {
                people.add(student(student, last, born, attendance));
            }
            boolean isReachable = !emails.isEmpty() || !householdId.isEmpty() || !household.isEmpty() || hasStudents;
            if (people.isEmpty() || !isReachable) {
                people.clear();
                if (problems.isEmpty()) {
                    problems.add(new ImportedRow.Problem(
                            "",
                            people.isEmpty() && !emails.isEmpty()
                                    ? "No name"
                                    : "Neither an email address nor a household"));
                }
            }
            String home =
                    !hasStudents || !household.isEmpty() || !householdId.isEmpty() ? household : homeName(last, first);
            return new ImportedRow(
                    row.line(),
                    householdId.isEmpty() ? null : householdId,
                    home,
                    hasStudents && household.isEmpty() && householdId.isEmpty(),
                    List.copyOf(people),
                    List.copyOf(problems),
                    row.cells());
        }

        /** A row about students needs no guardian, and a row with an unusable address and no household names nobody. */
        private boolean hasPerson(String first, String last, List<String> emails) {
            return !first.isEmpty() || !last.isEmpty() || !emails.isEmpty();
        }

        private String homeName(String last, String first) {
            return last.isEmpty() ? first : last;
        }

        private ImportedPerson student(
                String typed,
                String familyName,
                @Nullable LocalDate born,
                ImportedPerson.@Nullable Attendance attendance) {
            WholeName name = WholeName.of(typed);
            return new ImportedPerson(
                    null,
                    name.first(),
                    name.last().isEmpty() ? familyName : name.last(),
                    List.of(),
                    "",
                    born,
                    "",
                    Set.of(),
                    Map.of(),
                    HouseholdRole.STUDENT,
                    true,
                    attendance);
        }

        private List<String> students() {
            return cells(PersonColumn.STUDENT).stream()
                    .flatMap(cell -> Stream.of(cell.split("[;\\n]", -1)))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && name.length() <= 2 * ContactDetails.LONGEST_NAME)
                    .distinct()
                    .toList();
        }

        private List<String> emails(PersonColumn wanted) {
            Set<String> emails = new LinkedHashSet<>();
            for (int i : positions(wanted)) {
                MailboxCell cell = MailboxCell.of(row.cell(i));
                emails.addAll(cell.addresses());
                for (MailboxCell.Problem problem :
                        cell.problems().subList(0, Math.min(10, cell.problems().size()))) {
                    problems.add(new ImportedRow.Problem(headings.get(i), problem.sentence() + ": " + problem.typed()));
                }
            }
            return List.copyOf(emails);
        }

        /** The first number that can be read; otherwise what is written in the first cell that is not empty. */
        private String phone() {
            List<String> typed = cells(PersonColumn.PHONE).stream()
                    .filter(cell -> cell.chars().anyMatch(Character::isDigit))
                    .toList();
            return typed.stream()
                    .flatMap(cell -> PhoneNumber.e164(cell, options.region()).stream())
                    .findFirst()
                    .or(() -> typed.stream().findFirst())
                    .filter(number -> number.length() <= ContactDetails.LONGEST_PHONE)
                    .orElse("");
        }

        private Set<String> tags() {
            Set<String> tags = new LinkedHashSet<>();
            for (String cell : cells(PersonColumn.TAGS)) {
                Stream.of(cell.split("[;\\n]", -1))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty() && tag.length() <= ContactDetails.LONGEST_TAG)
                        .forEach(tags::add);
            }
            return tags;
        }

        private Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < headings.size(); i++) {
                boolean isField =
                        i < options.columns().size() && options.columns().get(i).equals(ImportOptions.FIELD);
                String value = SpreadsheetCell.unescaped(row.cell(i));
                String name = headings.get(i).strip();
                if (isField && !value.isEmpty() && !name.isEmpty()) {
                    CustomField field =
                            definitions.get(name.substring(0, Math.min(name.length(), CustomField.LONGEST_NAME)));
                    String text = value.substring(0, Math.min(value.length(), LONGEST_FIELD));
                    field.read(text, options.dayFirst())
                            .ifPresentOrElse(
                                    read -> fields.put(field.name(), read),
                                    () -> problems.add(new ImportedRow.Problem(
                                            name, "Must be " + field.expectation() + ", but is: " + text)));
                }
            }
            return fields;
        }

        private HouseholdRole role() {
            String typed = text(PersonColumn.ROLE, 100).toLowerCase(Locale.ROOT);
            if (typed.isEmpty()) {
                return HouseholdRole.OTHER;
            }
            return RoleWords.of(typed);
        }

        private ImportedPerson.@Nullable Attendance attendance() {
            String name = text(PersonColumn.CLASS, LONGEST_HOUSEHOLD);
            if (name.isEmpty()) {
                return null;
            }
            String typed = text(PersonColumn.CLASS_STATUS, 100);
            Optional<EnrolmentStatus> status = StatusWords.of(typed);
            if (status.isEmpty()) {
                problem(PersonColumn.CLASS_STATUS, "Not a status of a class: " + typed);
                return null;
            }
            LocalDate from = date(PersonColumn.CLASS_FROM);
            LocalDate until = date(PersonColumn.CLASS_UNTIL);
            if (from != null && until != null && until.isBefore(from)) {
                problem(PersonColumn.CLASS_UNTIL, "Before the first day");
                return null;
            }
            return new ImportedPerson.Attendance(name, status.get(), from, until);
        }

        private @Nullable LocalDate date(PersonColumn wanted) {
            String typed = text(wanted, 100);
            if (typed.isEmpty()) {
                return null;
            }
            LocalDate latest = wanted == PersonColumn.BORN ? today : today.plusYears(20);
            Optional<LocalDate> date = BirthDate.of(typed, options.dayFirst(), latest);
            if (date.isEmpty()) {
                problem(wanted, "Not a date: " + typed);
            }
            return date.orElse(null);
        }

        private String text(PersonColumn wanted, int longest) {
            String text = cells(wanted).stream().findFirst().orElse("");
            if (text.length() > longest) {
                problem(wanted, "Longer than " + longest + " characters");
                return text.substring(0, longest);
            }
            return text;
        }

        private void problem(PersonColumn wanted, String reason) {
            problems.add(new ImportedRow.Problem(headings.get(positions(wanted).get(0)), reason));
        }

        private List<String> cells(PersonColumn wanted) {
            List<String> cells = new ArrayList<>(1);
            for (int i : positions(wanted)) {
                if (!row.cell(i).isEmpty()) {
                    cells.add(SpreadsheetCell.unescaped(row.cell(i)));
                }
            }
            return cells;
        }
    }
}
