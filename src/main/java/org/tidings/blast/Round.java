package org.tidings.blast;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A blast sent again to those who had not got it, in the same report. Read-only: {@link Rounds} and {@link RoundWriter} write it. */
@Entity
@Immutable
@Table(name = "blast_round")
@IdClass(Round.Key.class)
public class Round extends PanacheEntityBase {

    /** The number of the second round; the first sending has the number 0. */
    public static final int SECOND = 2;

    /** The key of a round. */
    public record Key(long blastId, short round) implements Serializable {}

    @Id
    public long blastId;

    @Id
    public short round;

    @Enumerated(EnumType.STRING)
    public RoundReason reason;

    /** Of {@link RoundReason#UNREAD}: the days without a sign of reading. */
    public short days;

    /** Who started it; null for an API key of nobody. */
    public @Nullable Long staffId;

    public Instant createdAt;
    /** Whether all its recipients are written. */
    public boolean finished;
    /** How many have been written so far, without corrected addresses and next addresses of homes. */
    public int people;

    /** When it was cancelled before everyone in it was attempted. */
    public @Nullable Instant cancelledAt;

    public @Nullable String subject;
    public @Nullable String preheader;
    public @Nullable String html;
    public int firstLink;

    /** All rounds of a blast but the first sending, in order. The caller must have checked the account of the blast. */
    public static List<Round> of(long blastId) {
        return list("blastId = ?1 order by round", blastId);
    }

    public static Optional<Round> find(long blastId, int number) {
        return find("blastId = ?1 and round = ?2", blastId, (short) number).firstResultOptional();
    }

    /** The edited message of a round; empty if it has that of the blast. */
    public static Optional<RoundMessage> messageOf(long blastId, int number) {
        return number == 0 ? Optional.empty() : Round.find(blastId, number).flatMap(Round::message);
    }

    /** The edited message; empty if it is that of the blast. */
    public Optional<RoundMessage> message() {
        return subject == null || html == null
                ? Optional.empty()
                : Optional.of(new RoundMessage(subject, preheader, html, firstLink));
    }
}
