package org.tidings.blast.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.tidings.contact.select.PeopleSets;
import org.tidings.platform.database.Sql;

/**
 * A rule as SQL. {@link #people} is a query for everyone who may be selected; {@link #filter} is what must also hold for each of their addresses,
 * because conditions about earlier blasts and exclusions depend on the address.
 *
 * @param sets the people of the account
 * @param references what the rule refers to
 * @param lapsing a query for the ids of addresses whose consent lapses within so many days
 */
public record SelectionSql(PeopleSets sets, References.Found references, IntFunction<Sql> lapsing) {

    /** A query with the column {@code contact_id}: everyone with at least one address that may match, not necessarily distinct. */
    public Sql people(Selection selection) {
        List<Sql> parts = new ArrayList<>();
        selection.conditions().forEach(condition -> parts.add(people(condition)));
        selection.any().forEach(one -> parts.add(people(one)));
        List<Selection> required = new ArrayList<>(selection.all());
        if (parts.isEmpty() && !required.isEmpty()) {
            parts.add(people(required.remove(0)));
        }
        if (parts.isEmpty()) {
            return PeopleSets.nobody();
        }
        Sql people = Sql.join(" union all ", parts);
        if (required.isEmpty() && selection.not() == null) {
            return people;
        }
        Sql narrowed =
                Sql.of("select u.contact_id from ").then(people.inParentheses()).then(" u where true");
        for (Selection one : required) {
            narrowed = narrowed.then(" and u.contact_id in ").then(once(people(one)));
        }
        for (Condition condition : excludedPeople(selection)) {
            narrowed = narrowed.then(" and u.contact_id not in ")
                    .then(people(condition).inParentheses());
        }
        return narrowed;
    }

    /** Conditions that exclude a person with all addresses. Others are left to the filter. */
    private static List<Condition> excludedPeople(Selection selection) {
        // with more than conditions, the exclusion is narrower than each of them
        return selection.not() == null
                        || !selection.not().all().isEmpty()
                        || selection.not().not() != null
                ? List.of()
                : selection.not().conditions().stream()
                        .filter(condition -> !isAboutAddress(condition) && !(condition instanceof Condition.InSegment))
                        .toList();
    }

    private Sql people(Condition condition) {
        if (condition instanceof Condition.InSegment segment) {
            return people(segment(segment));
        }
        return isAboutAddress(condition) ? PeopleSets.reachedAt(addresses(condition)) : set(condition);
    }

    /**
     * What must also hold for each address of each of the {@link #people}, on a row {@code r} with {@code contact_id}, {@code owner_id} and
     * {@code address_id}; empty if nothing.
     */
    public Optional<Sql> filter(Selection selection) {
        if (!needsFilter(selection)) {
            return Optional.empty();
        }
        return isAboutPeople(selection) && !selectsByFilter(selection)
                ? ownersNotExcluded(selection)
                : wholeFilter(selection);
    }

    /** The same for people who were selected earlier, of whom the rule may not be true any more. */
    public Optional<Sql> wholeFilter(Selection selection) {
        return needsFilter(selection) ? Optional.of(matches(selection, false)) : Optional.empty();
    }

    /** What is left of an exclusion once the people are excluded: the owners of their addresses. */
    private Optional<Sql> ownersNotExcluded(Selection selection) {
        List<Sql> conditions = excludedPeople(selection).stream()
                .filter(SelectionSql::isAlsoAboutOwner)
                .map(condition -> Sql.of("r.owner_id not in ").then(once(set(condition))))
                .toList();
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Sql.join(" and ", conditions));
    }

    /** The part of {@link #filter} that excludes addresses; all of it if exclusions are nested. */
    public Optional<Sql> exclusionFilter(Selection selection) {
        boolean nested = Stream.concat(
                        Stream.concat(selection.any().stream(), selection.all().stream()),
                        selection.conditions().stream()
                                .flatMap(one -> one instanceof Condition.InSegment segment
                                        ? Stream.of(segment(segment))
                                        : Stream.empty()))
                .anyMatch(this::excludes);
        if (nested) {
            return filter(selection);
        }
        return Optional.ofNullable(selection.not()).map(not -> Sql.of("not ").then(matches(not, true)));
    }

    private boolean excludes(Selection selection) {
        return selection.not() != null
                || Stream.concat(selection.any().stream(), selection.all().stream())
                        .anyMatch(this::excludes)
                || selection.conditions().stream()
                        .anyMatch(one -> one instanceof Condition.InSegment segment && excludes(segment(segment)));
    }

    /** Whether {@link #people} alone tells who is selected. */
    public boolean isAboutPeople(Selection selection) {
        return selection.conditions().stream().allMatch(this::isAboutPeople)
                && Stream.concat(selection.any().stream(), selection.all().stream())
                        .allMatch(this::isAboutPeople)
                && (selection.not() == null
                        || (selection.not().any().isEmpty()
                                && selection.not().all().isEmpty()
                                && selection.not().not() == null
                                && selection.not().conditions().stream()
                                        .noneMatch(one -> isAboutAddress(one) || one instanceof Condition.InSegment)));
    }

    private boolean isAboutPeople(Condition condition) {
        return condition instanceof Condition.InSegment segment
                ? isAboutPeople(segment(segment))
                : !isAboutAddress(condition);
    }

    /**
     * What must not hold for an address of a list, on rows {@code e} of {@code audience_entry} and {@code a} of {@code address}; the latter is
     * missing where the account does not know the address yet.
     */
    public Optional<Sql> exclusion(Selection selection) {
        return Optional.ofNullable(selection.not())
                .map(not -> Sql.of("coalesce(").then(ownerMatches(not)).then(", false)"));
    }

    private boolean needsFilter(Selection selection) {
        return selection.not() != null || selectsByFilter(selection);
    }

    private boolean selectsByFilter(Selection selection) {
        return selection.conditions().stream().anyMatch(this::needsFilter)
                || Stream.concat(selection.any().stream(), selection.all().stream())
                        .anyMatch(this::needsFilter);
    }

    private boolean needsFilter(Condition condition) {
        return isAboutAddress(condition)
                || (condition instanceof Condition.InSegment segment && needsFilter(segment(segment)));
    }

    private Sql matches(Selection selection, boolean isExclusion) {
        List<Sql> alternatives = new ArrayList<>();
        selection.conditions().forEach(condition -> alternatives.add(matches(condition, isExclusion)));
        selection.any().forEach(one -> alternatives.add(matches(one, isExclusion)));
        List<Sql> required = new ArrayList<>();
        if (!alternatives.isEmpty()) {
            required.add(Sql.join(" or ", alternatives).inParentheses());
        }
        selection.all().forEach(one -> required.add(matches(one, isExclusion)));
        if (required.isEmpty()) {
            return Sql.of("false");
        }
        if (selection.not() != null) {
            required.add(Sql.of("not ").then(matches(selection.not(), true)));
        }
        return Sql.join(" and ", required).inParentheses();
    }

    private Sql matches(Condition condition, boolean isExclusion) {
        if (condition instanceof Condition.InSegment segment) {
            return matches(segment(segment), isExclusion);
        }
        if (isAboutAddress(condition)) {
            return Sql.of("r.address_id in ").then(addresses(condition).inParentheses());
        }
        Sql set = once(set(condition));
        Sql selected = Sql.of("r.contact_id in ").then(set);
        return isExclusion && isAlsoAboutOwner(condition)
                ? selected.then(" or r.owner_id in ").then(set).inParentheses()
                : selected;
    }

    /** A set for {@code in}, in a form that the database evaluates once; a union would be evaluated for each row. */
    private static Sql once(Sql set) {
        return Sql.of("(select once.contact_id from ").then(set.inParentheses()).then(" once)");
    }

    /** Whether everyone is selected and each exclusion is the same for a person and for the owner of the address. */
    public boolean isEveryoneBut(Selection selection) {
        Selection not = selection.not();
        return selection.conditions().contains(new Condition.Everyone())
                && selection.all().isEmpty()
                && (not == null
                        || (not.any().isEmpty()
                                && not.all().isEmpty()
                                && not.not() == null
                                && not.conditions().stream()
                                        .allMatch(one ->
                                                isAlsoAboutOwner(one) && !(one instanceof Condition.InSegment))));
    }

    /** A guardian is not in a child's class and does not have its age. */
    private static boolean isAlsoAboutOwner(Condition condition) {
        return !(condition instanceof Condition.InClass || condition instanceof Condition.OfAge);
    }

    private Sql ownerMatches(Selection selection) {
        List<Sql> alternatives = new ArrayList<>();
        selection.conditions().forEach(condition -> alternatives.add(ownerMatches(condition)));
        selection.any().forEach(one -> alternatives.add(ownerMatches(one)));
        List<Sql> required = new ArrayList<>();
        if (!alternatives.isEmpty()) {
            required.add(Sql.join(" or ", alternatives).inParentheses());
        }
        selection.all().forEach(one -> required.add(ownerMatches(one)));
        if (required.isEmpty()) {
            return Sql.of("false");
        }
        if (selection.not() != null) {
            required.add(
                    Sql.of("not coalesce(").then(ownerMatches(selection.not())).then(", false)"));
        }
        return Sql.join(" and ", required).inParentheses();
    }

    private Sql ownerMatches(Condition condition) {
        if (condition instanceof Condition.InSegment segment) {
            return ownerMatches(segment(segment));
        }
        if (condition instanceof Condition.Addresses excluded) {
            return Sql.of("e.email in ").then(Sql.list(excluded.emails()));
        }
        if (isAboutAddress(condition)) {
            return Sql.of("a.id in ").then(addresses(condition).inParentheses());
        }
        return Sql.of("a.id in ").then(PeopleSets.addressesOf(set(condition)).inParentheses());
    }

    static boolean isAboutAddress(Condition condition) {
        return condition instanceof Condition.Earlier
                || condition instanceof Condition.Lapsing
                || condition instanceof Condition.Addresses;
    }

    private Sql addresses(Condition condition) {
        if (condition instanceof Condition.Lapsing within) {
            return lapsing.apply(within.days());
        }
        return condition instanceof Condition.Earlier earlier
                ? earlier.outcome().addresses(references.blast(earlier.blastId()))
                : sets.addresses(((Condition.Addresses) condition).emails());
    }

    private Sql set(Condition condition) {
        if (condition instanceof Condition.Tagged tagged) {
            return sets.tagged(tagged.names());
        } else if (condition instanceof Condition.People people) {
            return sets.people(people.ids());
        } else if (condition instanceof Condition.Homes homes) {
            return sets.households(homes.ids());
        } else if (condition instanceof Condition.InClass inClass) {
            return sets.enrolled(inClass.classes(), inClass.statuses(), inClass.period());
        } else if (condition instanceof Condition.WithField field) {
            return sets.withField(field.field());
        } else if (condition instanceof Condition.OfAge age) {
            return sets.ofAge(age.from(), age.to());
        }
        return sets.everyone();
    }

    private Selection segment(Condition.InSegment condition) {
        return Objects.requireNonNull(references.segments().get(condition.id()), condition.id());
    }

    /** The classes of the rule as a condition on rows {@code e} of {@code enrolment} and {@code k} of {@code weekly_class}. */
    public Sql classes(Selection selection) {
        List<Sql> conditions = inClass(selection)
                .map(condition -> sets.isEnrolled(condition.classes(), condition.statuses(), condition.period())
                        .inParentheses())
                .toList();
        return conditions.isEmpty()
                ? sets.isEnrolledToday()
                : Sql.join(" or ", conditions).inParentheses();
    }

    private Stream<Condition.InClass> inClass(Selection selection) {
        return Stream.concat(
                selection.conditions().stream()
                        .flatMap(condition -> condition instanceof Condition.InSegment segment
                                ? inClass(segment(segment))
                                : Stream.of(condition)
                                        .filter(Condition.InClass.class::isInstance)
                                        .map(Condition.InClass.class::cast)),
                Stream.concat(selection.any().stream(), selection.all().stream())
                        .flatMap(this::inClass));
    }
}
