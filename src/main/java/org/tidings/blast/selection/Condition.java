package org.tidings.blast.selection;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.select.ClassChoice;
import org.tidings.contact.select.EnrolmentPeriod;
import org.tidings.contact.select.FieldCondition;
import org.tidings.recipient.Outcome;

/** One condition of a {@link Selection}. Where it lists several values, one of them is enough. All ids are those that people see. */
public sealed interface Condition {

    record Everyone() implements Condition {}

    /** People with a tag, and members of households with one. */
    record Tagged(List<String> names) implements Condition {}

    record People(List<String> ids) implements Condition {}

    /** The members of households. */
    record Homes(List<String> ids) implements Condition {}

    /** Students with one of the statuses in one of the classes during a period. */
    record InClass(ClassChoice classes, Set<EnrolmentStatus> statuses, EnrolmentPeriod period) implements Condition {}

    record WithField(FieldCondition field) implements Condition {}

    /** People of an age in years, both included; null has no limit. */
    record OfAge(@Nullable Integer from, @Nullable Integer to) implements Condition {}

    /** The people of a saved segment. */
    record InSegment(String id) implements Condition {}

    /** Addresses of an earlier blast by what became of them. */
    record Earlier(String blastId, Outcome outcome) implements Condition {}

    /** Addresses whose consent to marketing lapses within so many days. */
    record Lapsing(int days) implements Condition {}

    /** Addresses; only to exclude them. */
    record Addresses(List<String> emails) implements Condition {}
}
