package org.tidings.blast.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule that selects people: those who match at least one of {@code conditions} and {@code any}, all of {@code all}, and not {@code not}.
 * If only {@code all} is given, everyone who matches all of it is selected. An empty rule selects nobody.
 *
 * <p>A condition is about the person who is selected. {@code not} is also about the person whose address it is: "not the board members" leaves
 * out a board member's address even if the child is selected. Conditions about earlier blasts are about the address.
 */
public record Selection(
        List<Condition> conditions,
        List<Selection> any,
        List<Selection> all,
        @Nullable Selection not) {

    public static final Selection NOBODY = new Selection(List.of(), List.of(), List.of(), null);

    /** Rules of {@code any} that are only conditions become conditions. */
    public Selection {
        conditions = Stream.concat(
                        conditions.stream(),
                        any.stream().filter(Selection::isPlain).flatMap(one -> one.conditions().stream()))
                .toList();
        any = any.stream()
                .flatMap(one -> one.isPlain() ? one.any().stream() : Stream.of(one))
                .toList();
        all = List.copyOf(all);
    }

    public static Selection of(Condition... conditions) {
        return new Selection(List.of(conditions), List.of(), List.of(), null);
    }

    public boolean isEmpty() {
        return conditions.isEmpty() && any.isEmpty() && all.isEmpty();
    }

    /** Every condition in this rule, with those that exclude people. */
    public Stream<Condition> everyCondition() {
        Stream<Selection> inner = Stream.concat(any.stream(), all.stream());
        return Stream.concat(
                conditions.stream(),
                (not == null ? inner : Stream.concat(inner, Stream.of(not))).flatMap(Selection::everyCondition));
    }

    /** Everyone who matches the condition as well. */
    public Selection or(Condition condition) {
        return new Selection(plus(conditions, condition), any, all, not);
    }

    /** Without those who match the condition. */
    public Selection butNot(Condition condition) {
        return new Selection(conditions, any, all, (not == null ? NOBODY : not).or(condition));
    }

    /** Only those of this rule who also match another. */
    public Selection and(Selection required) {
        return new Selection(conditions, any, plus(all, required), not);
    }

    /** The parts of a rule, as pages list them. */
    public enum Part {
        /** Who is selected: one of these is enough. */
        ANY,
        /** What they must also match: all of these. */
        ALL,
        /** Who is left out. */
        NOT
    }

    /** The rules of a part, in order. */
    public List<Selection> part(Part part) {
        return switch (part) {
            case ANY -> alternatives();
            case ALL -> all;
            case NOT -> not == null ? List.of() : not.isPlain() ? not.alternatives() : List.of(not);
        };
    }

    private List<Selection> alternatives() {
        return Stream.concat(conditions.stream().map(Selection::of), any.stream())
                .toList();
    }

    private boolean isPlain() {
        return all.isEmpty() && not == null;
    }

    /** This rule without one rule of a part; unknown positions change nothing. */
    public Selection without(Part part, int position) {
        List<Selection> left = new ArrayList<>(part(part));
        if (position < 0 || position >= left.size()) {
            return this;
        }
        left.remove(position);
        return switch (part) {
            case ANY -> new Selection(List.of(), left, all, not);
            case ALL -> new Selection(conditions, any, left, not);
            case NOT ->
                new Selection(
                        conditions, any, all, left.isEmpty() ? null : new Selection(List.of(), left, List.of(), null));
        };
    }

    /** This rule without these tags as alternatives. They stay where their removal would select more people. */
    public Selection withoutTags(Collection<String> tags) {
        return all.isEmpty()
                ? new Selection(
                        conditions.stream()
                                .flatMap(condition -> without(condition, tags))
                                .toList(),
                        any,
                        all,
                        not)
                : this;
    }

    private static Stream<Condition> without(Condition condition, Collection<String> tags) {
        if (!(condition instanceof Condition.Tagged tagged)) {
            return Stream.of(condition);
        }
        List<String> left =
                tagged.names().stream().filter(name -> !tags.contains(name)).toList();
        return left.isEmpty() ? Stream.empty() : Stream.of(new Condition.Tagged(left));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }
}
