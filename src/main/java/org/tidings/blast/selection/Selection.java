package org.tidings.blast.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule that selects people: those who match at least one of {@code conditions} and {@code any}, all of {@code all}, and not {@code not}.
 * If only {@code all} is given, everyone who matches all of it is selected. An empty rule selects nobody.
 *
 * <p>A condition is about the person who is selected. {@code not} is also about the person whose address it is: "not the board members" leaves
 * out a board member's address even if the child is selected. Conditions about earlier blasts are about the address.
 */
public record Selection(List<Condition> conditions, List<Selection> any, List<Selection> all, @Nullable Selection not) {

    public static final Selection NOBODY = new Selection(List.of(), List.of(), List.of(), null);

    public Selection {
        conditions = List.copyOf(conditions);
        any = List.copyOf(any);
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

    /**
     * The alternatives in order, as the page lists them: each is a list of conditions that must all hold, or a nested rule that is no such list
     * and is shown as a whole.
     */
    public List<Selection> alternatives() {
        if (conditions.isEmpty() && any.isEmpty() && !all.isEmpty()) {
            return List.of(new Selection(List.of(), List.of(), all, null));
        }
        return Stream.concat(conditions.stream().map(Selection::of), any.stream()).toList();
    }

    /** This rule with other alternatives. */
    public Selection withAlternatives(List<Selection> alternatives) {
        List<Selection> required = conditions.isEmpty() && any.isEmpty() ? List.of() : all;
        return new Selection(List.of(), alternatives, required, not);
    }

    /** This rule with one alternative changed; one that has become empty is removed. Unknown positions change nothing. */
    public Selection changeAlternative(int position, UnaryOperator<Selection> change) {
        List<Selection> alternatives = new ArrayList<>(alternatives());
        if (position < 0 || position >= alternatives.size()) {
            return this;
        }
        Selection changed = change.apply(alternatives.get(position));
        if (changed.isEmpty()) {
            alternatives.remove(position);
        } else {
            alternatives.set(position, changed);
        }
        return withAlternatives(alternatives);
    }

    /** Only those of this rule who also match the condition. */
    public Selection and(Condition condition) {
        List<Selection> required = conditions.isEmpty() && any.isEmpty() && not == null ? all : List.of(this);
        return new Selection(List.of(), List.of(), plus(required, of(condition)), null);
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
        List<String> left = tagged.names().stream().filter(name -> !tags.contains(name)).toList();
        return left.isEmpty() ? Stream.empty() : Stream.of(new Condition.Tagged(left));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }
}
