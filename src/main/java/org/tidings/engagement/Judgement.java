package org.tidings.engagement;

/**
 * Whether a machine or a person asked.
 *
 * @param automatic a machine did: the event is kept, marked <em>automatic</em>, and moves no status
 * @param rule which rule decided; {@code person} when none objected
 * @param words who it was, for the timeline, for example "Apple Mail Privacy Protection"; empty for a person
 * @param provisional it looks like a person but came so early that a scanner may be at work: store it now, and settle it
 *     with {@link ScannerBurst} after {@link ScannerBurst#HOLD}. Never true together with {@code automatic}
 */
public record Judgement(boolean automatic, String rule, String words, boolean provisional) {

    static Judgement person(boolean provisional) {
        return new Judgement(false, "person", "", provisional);
    }

    static Judgement machine(String rule, String words) {
        return new Judgement(true, rule, words, false);
    }

    /** What a provisional judgement becomes once {@link ScannerBurst} has been asked. */
    public Judgement settled(boolean machine) {
        if (!provisional) {
            return this;
        }
        return machine ? machine(ScannerBurst.RULE, ScannerBurst.WORDS) : person(false);
    }
}
