package org.tidings.contact.imports;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.Enrolment;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.Enrolments;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Utc;

/** Writes the enrolments of some rows: those of people who have none yet in one statement, changes one by one. */
@ApplicationScoped
class ImportedEnrolments {

    private static final MultiRow INSERT = new MultiRow(
            "insert into enrolment (public_id, class_id, contact_id, status, from_day, until_day, created_at, import_id,"
                    + " created_by_import) values",
            9,
            "");

    private final Enrolments enrolments;
    private final Clock clock;

    ImportedEnrolments(Enrolments enrolments, Clock clock) {
        this.enrolments = enrolments;
        this.clock = clock;
    }

    record Wanted(long contactId, ImportedPerson.Attendance attendance) {}

    private record Place(long classId, long contactId) {}

    private record Stored(
            long id,
            EnrolmentStatus status,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {

        /** Whether the file says the same. Without days it speaks of today; a day that it does not name is not compared. */
        boolean agrees(ImportedPerson.Attendance attendance, LocalDate today) {
            boolean isDated = attendance.from() != null || attendance.until() != null;
            return status == attendance.status()
                    && (attendance.from() == null || attendance.from().equals(from))
                    && (attendance.until() == null || attendance.until().equals(until))
                    && (isDated || covers(today));
        }

        private boolean covers(LocalDate day) {
            return (from == null || !from.isAfter(day)) && (until == null || !until.isBefore(day));
        }
    }

    void write(Connection connection, ContactImport task, Classes classes, List<Wanted> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        addMissing(task, classes, all);
        Map<Place, List<Stored>> stored = stored(
                connection, all.stream().map(Wanted::contactId).distinct().toList());
        LocalDate today = today(task);
        Map<Place, Wanted> first = new LinkedHashMap<>();
        List<Wanted> others = new ArrayList<>();
        List<Long> confirmed = new ArrayList<>();
        for (Wanted wanted : all) {
            Place place = new Place(classId(classes, wanted), wanted.contactId());
            List<Stored> rows = stored.getOrDefault(place, List.of());
            List<Long> same = rows.stream()
                    .filter(row -> row.agrees(wanted.attendance(), today))
                    .map(Stored::id)
                    .toList();
            confirmed.addAll(same);
            if (same.isEmpty() && (!rows.isEmpty() || first.putIfAbsent(place, wanted) != null)) {
                others.add(wanted);
            }
        }
        insert(connection, task, first);
        others.sort(Comparator.comparing(
                wanted -> wanted.attendance().from(), Comparator.nullsFirst(Comparator.naturalOrder())));
        for (Wanted wanted : others) {
            confirmed.add(add(task, classId(classes, wanted), wanted, today));
        }
        confirm(connection, task, confirmed);
    }

    private static long classId(Classes classes, Wanted wanted) {
        return Objects.requireNonNull(classes.ids().get(key(wanted.attendance().className())));
    }

    private long add(ContactImport task, long classId, Wanted wanted, LocalDate today) {
        ImportedPerson.Attendance attendance = wanted.attendance();
        LocalDate from = attendance.from() == null ? today : attendance.from();
        Enrolment added = enrolments.add(classId, wanted.contactId(), attendance.status(), from, attendance.until());
        added.createdByImport = task.id;
        Enrolment.getEntityManager().flush();
        return added.id;
    }

    private LocalDate today(ContactImport task) {
        return LocalDate.ofInstant(clock.instant(), enrolments.zone(task.accountId));
    }

    private void insert(Connection connection, ContactImport task, Map<Place, Wanted> added) throws SQLException {
        INSERT.execute(connection, List.copyOf(added.entrySet()), (statement, first, entry) -> {
            ImportedPerson.Attendance attendance = entry.getValue().attendance();
            statement.setString(first, UlidCreator.getMonotonicUlid().toString());
            statement.setLong(first + 1, entry.getKey().classId());
            statement.setLong(first + 2, entry.getKey().contactId());
            statement.setInt(first + 3, attendance.status().code());
            statement.setObject(first + 4, attendance.from());
            statement.setObject(first + 5, attendance.until());
            statement.setObject(first + 6, Utc.of(clock.instant()));
            statement.setLong(first + 7, task.id);
            statement.setLong(first + 8, task.id);
            return first + 9;
        });
    }

    /** Marks the rows that the file contains, so that those which it does not contain can be found. */
    private static void confirm(Connection connection, ContactImport task, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        InList list = new InList(ids);
        try (PreparedStatement update =
                connection.prepareStatement("update enrolment set import_id = ? where id in " + list.marks())) {
            update.setLong(1, task.id);
            list.bind(update, 2);
            update.executeUpdate();
        }
    }

    /**
     * The classes of an account by their names in lower case. Includes those that an import adds.
     *
     * @param ambiguous names that several classes have: a file cannot say which of them it means
     */
    record Classes(Map<String, Long> ids, Set<String> ambiguous) {}

    /** Uses {@code weekly_class_ix_name}. */
    static Classes classes(Connection connection, long accountId) throws SQLException {
        Classes classes = new Classes(new HashMap<>(), new HashSet<>());
        try (PreparedStatement select =
                connection.prepareStatement("select name, id from weekly_class where account_id = ?")) {
            select.setLong(1, accountId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String name = key(row.getString(1));
                    if (classes.ids().put(name, row.getLong(2)) != null) {
                        classes.ambiguous().add(name);
                    }
                }
            }
        }
        return classes;
    }

    private void addMissing(ContactImport task, Classes classes, List<Wanted> all) {
        for (Wanted wanted : all) {
            String name = wanted.attendance().className();
            classes.ids().computeIfAbsent(key(name), none -> {
                WeeklyClass added = new WeeklyClass(
                        task.accountId, UlidCreator.getMonotonicUlid().toString(), name, clock.instant());
                added.persistAndFlush();
                return added.id;
            });
        }
    }

    private static Map<Place, List<Stored>> stored(Connection connection, List<Long> contactIds) throws SQLException {
        InList list = new InList(contactIds);
        Map<Place, List<Stored>> stored = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, class_id, contact_id, status, from_day, until_day from enrolment where contact_id in "
                        + list.marks())) {
            list.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stored.computeIfAbsent(new Place(row.getLong(2), row.getLong(3)), none -> new ArrayList<>())
                            .add(new Stored(
                                    row.getLong(1),
                                    EnrolmentStatus.of(row.getInt(4)),
                                    row.getObject(5, LocalDate.class),
                                    row.getObject(6, LocalDate.class)));
                }
            }
        }
        return stored;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
