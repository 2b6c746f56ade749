package org.tidings.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reason says, for pages that know only its id.
 *
 * @param sentence the reason in plain words
 * @param nextStep what staff can do about it; null when there is nothing to do
 * @param passing whether it may pass by itself, so that trying again makes sense
 */
public record Explanation(String sentence, @Nullable String nextStep, boolean passing) {

    /** The id of a suspicion, whatever its grounds. */
    public static final String SUSPICION = Topic.PROBABLY_DEAD.id();

    /** The id of a suspicion that another blast has confirmed. */
    public static final String CONFIRMED = Topic.CONFIRMED_DEAD.id();

    private static final String SUSPECTED = "Probably dead, one more try: ";

    private static final Map<String, Topic> TOPICS =
            Arrays.stream(Topic.values()).collect(Collectors.toUnmodifiableMap(Topic::id, Function.identity()));

    /** The reason of a row or an address that is suspected. */
    public static String suspicion(Diagnosis diagnosis) {
        return SUSPECTED + diagnosis.sentence();
    }

    /** The reason of a row or an address whose suspicion another blast has confirmed. */
    public static String confirmation(String suspicion) {
        return "Came back from two blasts: " + suspicion.replace(SUSPECTED, "");
    }

    /** The ids of refusals that say nothing about the address: the provider does not take the message, or gives no reason. */
    public static List<String> refusalIds() {
        return ids(Verdict.BLOCKED, Verdict.UNKNOWN);
    }

    /** The ids of reasons that may pass by themselves, such as a full mailbox. */
    public static List<String> passingIds() {
        return ids(Verdict.SOFT);
    }

    private static List<String> ids(Verdict... verdicts) {
        List<Verdict> wanted = List.of(verdicts);
        return Arrays.stream(Topic.values())
                .filter(topic -> wanted.contains(topic.verdict))
                .map(Topic::id)
                .toList();
    }

    /** Empty for an id that is no topic. */
    public static Optional<Explanation> ofRule(@Nullable String ruleId) {
        return Optional.ofNullable(ruleId)
                .map(TOPICS::get)
                .map(topic -> new Explanation(topic.sentence, topic.nextStep, topic.verdict == Verdict.SOFT));
    }
}
