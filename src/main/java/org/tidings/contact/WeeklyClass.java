package org.tidings.contact;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;

/** A class that meets once a week during a term. */
@Entity
public class WeeklyClass extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    /** A ULID. */
    public String publicId;

    public long accountId;
    public String name;

    /** For example "Recreational"; empty if there is none. */
    public String programme;

    /** 1 (Monday) to 7 (Sunday); null if the class has no fixed day. */
    public @Nullable Byte weekday;

    public @Nullable LocalTime startsAt;
    public @Nullable LocalTime endsAt;
    public String teacher;
    public String place;
    public String termName;
    public @Nullable LocalDate termFrom;
    public @Nullable LocalDate termUntil;
    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected WeeklyClass() {}

    public WeeklyClass(long accountId, String publicId, String name, Instant createdAt) {
        this.accountId = accountId;
        this.publicId = publicId;
        this.name = name;
        this.programme = "";
        this.teacher = "";
        this.place = "";
        this.termName = "";
        this.createdAt = createdAt;
    }

    /** By the unique key {@code weekly_class_uq_public_id}. */
    public static Optional<WeeklyClass> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }

    /** All classes of the account in the order of the week. An account has hundreds at most. */
    public static List<WeeklyClass> ofAccount(long accountId) {
        return list("accountId = ?1 order by coalesce(weekday, 8), startsAt, name, id", accountId);
    }

    /** Classes with a greater id, by id. */
    public static List<WeeklyClass> after(long accountId, long id, int limit) {
        return WeeklyClass.<WeeklyClass>find("accountId = ?1 and id > ?2 order by id", accountId, id)
                .page(0, limit)
                .list();
    }

    public @Nullable DayOfWeek day() {
        return weekday == null ? null : DayOfWeek.of(weekday);
    }

    /** "Tuesday 16:00–16:45"; empty if neither day nor time is known. */
    public String when() {
        String day = weekday == null ? "" : DayOfWeek.of(weekday).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String time = startsAt == null ? "" : startsAt + (endsAt == null ? "" : "–" + endsAt);
        return (day + " " + time).strip();
    }
}
