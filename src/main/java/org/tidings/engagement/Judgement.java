package org.tidings.engagement;

/**
 * Classifies a tracking request as made by a person or a machine.
 *
 * @param automatic true for a machine: the event is stored, marked <em>automatic</em>, and changes no status
 * @param words the name of the machine for the timeline, such as "Apple Mail Privacy Protection"; empty for a person
 * @param provisional true if it looks like a person but may be a scanner: store it now and decide with {@link BehaviourRules} after
 *     {@link BehaviourRules#hold}. Never true together with {@code automatic}
 */
public record Judgement(boolean automatic, String words, boolean provisional) {

    static Judgement person(boolean provisional) {
        return new Judgement(false, "", provisional);
    }

    static Judgement machine(String words) {
        return new Judgement(true, words, false);
    }
}
