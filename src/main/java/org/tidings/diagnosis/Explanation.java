package org.tidings.diagnosis;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of the {@link Classifier} says, for pages that know only the rule's id.
 *
 * @param sentence the reason in plain words
 * @param nextStep what staff can do about it; null when there is nothing to do
 * @param passing whether it may pass by itself, so that trying again makes sense
 */
public record Explanation(String sentence, @Nullable String nextStep, boolean passing) {

    private static final Map<String, Rule> RULES =
            Rules.all().collect(Collectors.toUnmodifiableMap(Rule::id, Function.identity()));

    /** Empty for a rule that is no longer, or never was, in the table. */
    public static Optional<Explanation> ofRule(@Nullable String ruleId) {
        return Optional.ofNullable(ruleId)
                .map(RULES::get)
                .map(rule -> new Explanation(
                        rule.meaning().sentence, rule.meaning().nextStep, rule.meaning().verdict == Verdict.SOFT));
    }
}
