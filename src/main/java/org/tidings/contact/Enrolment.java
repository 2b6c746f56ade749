package org.tidings.contact;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact: a student has a status in a class from one day to another. A drop ends the enrolment on the day before and starts a row with {@link
 * EnrolmentStatus#DROPPED}, so the roster of any day, past or future, is a query.
 */
@Entity
public class Enrolment extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    /** A ULID. */
    public String publicId;

    public long classId;
    public long contactId;
    public EnrolmentStatus status;

    /** The first day; null if it was always so. */
    public @Nullable LocalDate fromDay;

    /** The last day; null if no end is known. */
    public @Nullable LocalDate untilDay;

    /** The last import whose file contains this row; null if there is none. */
    public @Nullable Long importId;

    /** The import that added this row; null if somebody else did. */
    public @Nullable Long createdByImport;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected Enrolment() {}

    Enrolment(
            String publicId,
            long classId,
            long contactId,
            EnrolmentStatus status,
            @Nullable LocalDate fromDay,
            @Nullable LocalDate untilDay,
            Instant createdAt) {
        this.publicId = publicId;
        this.classId = classId;
        this.contactId = contactId;
        this.status = status;
        this.fromDay = fromDay;
        this.untilDay = untilDay;
        this.createdAt = createdAt;
    }

    /** The enrolments of a person, latest first. */
    public static List<Enrolment> ofContact(long contactId) {
        return list("contactId = ?1 order by fromDay desc, id desc", contactId);
    }

    /** The enrolments of a person in a class, latest first. */
    static List<Enrolment> of(long classId, long contactId) {
        return list("classId = ?1 and contactId = ?2 order by fromDay desc, id desc", classId, contactId);
    }

    public boolean covers(LocalDate day) {
        return (fromDay == null || !fromDay.isAfter(day)) && (untilDay == null || !untilDay.isBefore(day));
    }
}
