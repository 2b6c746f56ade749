package org.tidings.contact.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentKind;
import org.tidings.contact.ContactStore;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.Households;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Writes a chunk of rows in the caller's transaction: households, people, enrolments, what could not be imported, and how to undo it. */
@ApplicationScoped
class ImportWriter {

    private static final String SOURCE = "import";
    private static final int LONGEST_REASON = 300;

    private static final MultiRow PROBLEMS = new MultiRow(
            "insert ignore into contact_import_problem (import_id, line, position, column_name, reason, cells) values",
            6,
            "");
    private static final MultiRow CHANGES = new MultiRow(
            "insert into contact_import_change (import_id, contact_id, updated_at, before_json) values",
            4,
            "on duplicate key update updated_at = values(updated_at)");

    private static final ImportedRow.Problem SEVERAL_CLASSES = new ImportedRow.Problem(
            "", "Several classes have this name: rename them, or add the student on the page of the class");

    private final ContactUpserts upserts;
    private final Households households;
    private final ContactStore contacts;
    private final ImportedEnrolments enrolments;
    private final AddressBook addresses;
    private final ObjectMapper json;
    private final Clock clock;

    ImportWriter(
            ContactUpserts upserts,
            Households households,
            ContactStore contacts,
            ImportedEnrolments enrolments,
            AddressBook addresses,
            ObjectMapper json,
            Clock clock) {
        this.upserts = upserts;
        this.households = households;
        this.contacts = contacts;
        this.enrolments = enrolments;
        this.addresses = addresses;
        this.json = json;
        this.clock = clock;
    }

    /** How many people were written, by what became of them. */
    record Written(Map<ContactUpserts.Result, Integer> people, int failedRows) {
        int count(ContactUpserts.Result result) {
            return people.getOrDefault(result, 0);
        }
    }

    private record Member(ImportedPerson person, Households.@Nullable Home home) {}

    Written write(Connection connection, ContactImport task, ImportOptions options, List<ImportedRow> rows)
            throws SQLException {
        if (options.doNotMail()) {
            return unsubscribe(connection, task, rows);
        }
        RowHouseholds homes = RowHouseholds.of(households, upserts, contacts, task.accountId, rows);
        List<Member> members = new ArrayList<>();
        Map<ImportedRow, ImportedRow.Problem> homeless = new LinkedHashMap<>();
        ImportedEnrolments.Classes classes = ImportedEnrolments.classes(connection, task.accountId);
        Set<String> ambiguous = classes.ambiguous();
        for (ImportedRow row : rows) {
            String ambiguity = homes.ambiguity(row);
            if (ambiguity != null) {
                homeless.put(row, new ImportedRow.Problem("", ambiguity));
            } else {
                Households.Home home = homes.home(row);
                row.people().forEach(person -> members.add(new Member(person.without(ambiguous), home)));
                row.people().stream()
                        .filter(person -> person.attends(ambiguous))
                        .findFirst()
                        .ifPresent(person -> homeless.put(row, SEVERAL_CLASSES));
            }
        }
        List<ContactUpserts.Done> done = upserts.write(
                task.accountId,
                members.stream()
                        .map(member -> member.person().upsert(member.home()))
                        .toList(),
                options.mode());
        storeChanges(connection, task, done);
        enrol(connection, task, classes, members, done);
        withdrawConsent(task, members);
        storeProblems(connection, task, rows, homeless);
        Set<String> emails = new LinkedHashSet<>();
        members.forEach(member -> emails.addAll(member.person().emails()));
        ImportTypos.store(connection, task.id, emails);
        Map<ContactUpserts.Result, Integer> people = new EnumMap<>(ContactUpserts.Result.class);
        done.forEach(one -> people.merge(one.result(), 1, Integer::sum));
        int failed = (int) rows.stream()
                .filter(row -> !row.problems().isEmpty() || homeless.containsKey(row))
                .count();
        return new Written(people, failed);
    }

    private Written unsubscribe(Connection connection, ContactImport task, List<ImportedRow> rows) throws SQLException {
        Set<String> emails = new LinkedHashSet<>();
        rows.forEach(row -> row.people().forEach(person -> emails.addAll(person.emails())));
        addresses.ensure(connection, task.accountId, emails);
        int changed = addresses.refuseAll(task.accountId, ConsentKind.MARKETING, emails, SOURCE);
        storeProblems(connection, task, rows, Map.of());
        int failed =
                (int) rows.stream().filter(row -> !row.problems().isEmpty()).count();
        return new Written(
                Map.of(
                        ContactUpserts.Result.UPDATED,
                        changed,
                        ContactUpserts.Result.UNCHANGED,
                        emails.size() - changed),
                failed);
    }

    private void enrol(
            Connection connection,
            ContactImport task,
            ImportedEnrolments.Classes classes,
            List<Member> members,
            List<ContactUpserts.Done> done)
            throws SQLException {
        List<ImportedEnrolments.Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            ContactStore.Saved saved = done.get(i).saved();
            ImportedPerson.Attendance attendance = members.get(i).person().attendance();
            if (saved != null && attendance != null) {
                wanted.add(new ImportedEnrolments.Wanted(saved.id(), attendance));
            }
        }
        enrolments.write(connection, task, classes, wanted);
    }

    private void withdrawConsent(ContactImport task, List<Member> members) {
        Set<String> emails = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).person().marketing()) {
                emails.addAll(members.get(i).person().emails());
            }
        }
        addresses.refuseAll(task.accountId, ConsentKind.MARKETING, emails, SOURCE);
    }

    private void storeChanges(Connection connection, ContactImport task, List<ContactUpserts.Done> done)
            throws SQLException {
        Map<Long, ContactStore.Saved> changed = new LinkedHashMap<>();
        done.stream()
                .map(ContactUpserts.Done::saved)
                .filter(Objects::nonNull)
                .filter(ContactStore.Saved::isChanged)
                .forEach(saved -> changed.put(saved.id(), saved));
        CHANGES.execute(connection, List.copyOf(changed.values()), (statement, first, saved) -> {
            statement.setLong(first, task.id);
            statement.setLong(first + 1, saved.id());
            statement.setObject(first + 2, Utc.of(clock.instant()));
            statement.setString(first + 3, saved.before() == null ? null : text(saved.before()));
            return first + 4;
        });
    }

    private void storeProblems(
            Connection connection,
            ContactImport task,
            List<ImportedRow> rows,
            Map<ImportedRow, ImportedRow.Problem> homeless)
            throws SQLException {
        record Line(ImportedRow row, int position, ImportedRow.Problem problem) {}
        List<Line> lines = new ArrayList<>();
        for (ImportedRow row : rows) {
            List<ImportedRow.Problem> problems = new ArrayList<>(row.problems());
            ImportedRow.Problem household = homeless.get(row);
            if (household != null) {
                problems.add(household);
            }
            for (int i = 0; i < problems.size(); i++) {
                lines.add(new Line(row, i, problems.get(i)));
            }
        }
        PROBLEMS.execute(connection, lines, (statement, first, line) -> {
            String reason = line.problem().reason();
            String column = line.problem().column();
            statement.setLong(first, task.id);
            statement.setInt(first + 1, line.row().line());
            statement.setInt(first + 2, line.position());
            statement.setString(first + 3, column.substring(0, Math.min(column.length(), 200)));
            statement.setString(first + 4, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
            statement.setString(first + 5, text(line.row().cells()));
            return first + 6;
        });
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
