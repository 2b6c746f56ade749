package org.tidings.contact;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.platform.PublicIds;

/** Adds students to classes and drops them. The caller has checked that class and person belong to the account. */
@ApplicationScoped
public class Enrolments {

    private final Clock clock;

    Enrolments(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds a fact. Rows of the same student in the same class that would overlap end the day before; those that begin within it are replaced.
     *
     * @param from null: since ever
     * @param until the last day; null: no end is known
     */
    @Transactional
    public Enrolment add(
            long classId, long contactId, EnrolmentStatus status, @Nullable LocalDate from, @Nullable LocalDate until) {
        for (Enrolment earlier : Enrolment.of(classId, contactId)) {
            makeRoom(earlier, from, until);
        }
        Enrolment added = new Enrolment(
                UlidCreator.getMonotonicUlid().toString(), classId, contactId, status, from, until, clock.instant());
        added.persist();
        return added;
    }

    /** Changes a fact. If it begins later than before, what was true until then is kept as a row of its own. */
    @Transactional
    public Enrolment change(
            Enrolment row, EnrolmentStatus status, @Nullable LocalDate from, @Nullable LocalDate until) {
        if (status != row.status && from != null && row.covers(from) && !from.equals(row.fromDay)) {
            new Enrolment(
                            UlidCreator.getMonotonicUlid().toString(),
                            row.classId,
                            row.contactId,
                            row.status,
                            row.fromDay,
                            from.minusDays(1),
                            clock.instant())
                    .persist();
        }
        row.status = status;
        row.fromDay = from;
        row.untilDay = until;
        return row;
    }

    /** Drops the student from this day on. */
    @Transactional
    public Enrolment drop(long classId, long contactId, LocalDate from) {
        return add(classId, contactId, EnrolmentStatus.DROPPED, from, null);
    }

    /** What goes on after another fact. */
    private void copy(Enrolment row, LocalDate from) {
        new Enrolment(
                        UlidCreator.getMonotonicUlid().toString(),
                        row.classId,
                        row.contactId,
                        row.status,
                        from,
                        row.untilDay,
                        clock.instant())
                .persist();
    }

    private void makeRoom(Enrolment earlier, @Nullable LocalDate from, @Nullable LocalDate until) {
        boolean endsBefore = from != null && earlier.untilDay != null && earlier.untilDay.isBefore(from);
        boolean beginsAfter = until != null && earlier.fromDay != null && earlier.fromDay.isAfter(until);
        if (endsBefore || beginsAfter) {
            return;
        }
        LocalDate rest = until != null && (earlier.untilDay == null || earlier.untilDay.isAfter(until))
                ? until.plusDays(1)
                : null;
        if (from != null && (earlier.fromDay == null || earlier.fromDay.isBefore(from))) {
            if (rest != null) {
                copy(earlier, rest);
            }
            earlier.untilDay = from.minusDays(1);
        } else if (rest != null) {
            earlier.fromDay = rest;
        } else {
            earlier.delete();
        }
    }

    /** The students of a class on a day with their status; of two rows, the one that began last counts. Uses {@code enrolment_ix_class}. */
    @Transactional
    public Map<Long, Enrolment> roster(long classId, LocalDate day) {
        Map<Long, Enrolment> roster = new LinkedHashMap<>();
        List<Enrolment> rows = Enrolment.list("classId = ?1", classId);
        rows.stream()
                .filter(row -> row.covers(day))
                .sorted(Comparator.comparing(
                        (Enrolment row) -> row.fromDay, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(row -> roster.put(row.contactId, row));
        return roster;
    }

    /** How many students each class of the account has on a day, by status. */
    @Transactional
    public Map<Long, Map<EnrolmentStatus, Long>> sizes(long accountId, LocalDate day) {
        List<Object[]> rows = Enrolment.getEntityManager()
                .createQuery(
                        "select e.classId, e.status, count(distinct e.contactId) from Enrolment e, WeeklyClass c"
                                + " where c.id = e.classId and c.accountId = ?1"
                                + " and (e.fromDay is null or e.fromDay <= ?2) and (e.untilDay is null or e.untilDay >= ?2)"
                                + " group by e.classId, e.status",
                        Object[].class)
                .setParameter(1, accountId)
                .setParameter(2, day)
                .getResultList();
        Map<Long, Map<EnrolmentStatus, Long>> sizes = new LinkedHashMap<>();
        for (Object[] row : rows) {
            sizes.computeIfAbsent((Long) row[0], none -> new LinkedHashMap<>())
                    .put((EnrolmentStatus) row[1], (Long) row[2]);
        }
        return sizes;
    }

    /**
     * An enrolment with the ULIDs of both sides.
     */
    public record Line(Enrolment enrolment, String contactId, String classId) {}

    /** One enrolment of the account. */
    @Transactional
    public Optional<Line> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? lines("e.publicId = :publicId", Map.of("publicId", publicId), accountId, 1).stream()
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The enrolments of the account after an id, in the order of their ids.
     *
     * @param day only those that cover it; null for all
     */
    @Transactional
    public List<Line> list(
            long accountId,
            @Nullable Long contactId,
            @Nullable Long classId,
            @Nullable LocalDate day,
            long after,
            int limit) {
        StringBuilder condition = new StringBuilder("e.id > :after");
        Map<String, Object> values = new HashMap<>(Map.of("after", after));
        if (contactId != null) {
            condition.append(" and e.contactId = :contact");
            values.put("contact", contactId);
        }
        if (classId != null) {
            condition.append(" and e.classId = :class");
            values.put("class", classId);
        }
        if (day != null) {
            condition.append(
                    " and (e.fromDay is null or e.fromDay <= :day) and (e.untilDay is null or e.untilDay >= :day)");
            values.put("day", day);
        }
        return lines(condition.toString(), values, accountId, limit);
    }

    private static List<Line> lines(String condition, Map<String, Object> values, long accountId, int limit) {
        TypedQuery<Object[]> query = Enrolment.getEntityManager()
                .createQuery(
                        "select e, c.publicId, w.publicId from Enrolment e, Contact c, WeeklyClass w"
                                + " where c.id = e.contactId and w.id = e.classId and w.accountId = :account and "
                                + condition + " order by e.id",
                        Object[].class)
                .setParameter("account", accountId)
                .setMaxResults(limit);
        values.forEach(query::setParameter);
        return query.getResultList().stream()
                .map(row -> new Line((Enrolment) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    /** Deletes a class with its enrolments; the students stay. */
    @Transactional
    public void deleteClass(WeeklyClass one) {
        Enrolment.delete("classId = ?1", one.id);
        one.delete();
    }

    /** The names of the classes that people attend on a day, by person. */
    @Transactional
    public Map<Long, List<String>> classNames(long accountId, Collection<Long> contactIds, LocalDate day) {
        Map<Long, List<String>> names = new HashMap<>();
        if (contactIds.isEmpty()) {
            return names;
        }
        Enrolment.getEntityManager()
                .createQuery(
                        "select distinct e.contactId, w.name from Enrolment e, WeeklyClass w where w.id = e.classId"
                                + " and w.accountId = ?1 and e.contactId in ?2 and e.status <> ?3"
                                + " and (e.fromDay is null or e.fromDay <= ?4) and (e.untilDay is null or e.untilDay >= ?4)"
                                + " order by w.name",
                        Object[].class)
                .setParameter(1, accountId)
                .setParameter(2, contactIds)
                .setParameter(3, EnrolmentStatus.DROPPED)
                .setParameter(4, day)
                .getResultList()
                .forEach(row -> names.computeIfAbsent((Long) row[0], none -> new ArrayList<>())
                        .add((String) row[1]));
        return names;
    }

    /** An enrolment of a person, with its class. */
    public record OfPerson(Enrolment enrolment, WeeklyClass weeklyClass) {}

    /** The enrolments of a person, latest first. */
    @Transactional
    public List<OfPerson> of(long contactId) {
        return Enrolment.ofContact(contactId).stream()
                .map(row -> new OfPerson(row, WeeklyClass.findById(row.classId)))
                .toList();
    }

    /** The enrolments of several people, by person, latest first. */
    @Transactional
    public Map<Long, List<OfPerson>> of(long accountId, Collection<Long> contactIds) {
        Map<Long, List<OfPerson>> enrolments = new HashMap<>();
        if (contactIds.isEmpty()) {
            return enrolments;
        }
        Enrolment.getEntityManager()
                .createQuery(
                        "select e, w from Enrolment e, WeeklyClass w where w.id = e.classId and w.accountId = ?1"
                                + " and e.contactId in ?2 order by e.fromDay desc, e.id desc",
                        Object[].class)
                .setParameter(1, accountId)
                .setParameter(2, contactIds)
                .getResultList()
                .forEach(row -> {
                    OfPerson one = new OfPerson((Enrolment) row[0], (WeeklyClass) row[1]);
                    enrolments
                            .computeIfAbsent(one.enrolment().contactId, none -> new ArrayList<>())
                            .add(one);
                });
        return enrolments;
    }

    /** The time zone in which an account's days begin. */
    public ZoneId zone(long accountId) {
        return Account.<Account>findById(accountId).zone();
    }
}
