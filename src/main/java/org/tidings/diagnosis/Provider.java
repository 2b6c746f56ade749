package org.tidings.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of {@code providers.tsv}: what a provider means by an answer that others mean otherwise.
 *
 * @param hosts names of its servers or its recipients' domains
 * @param when a pattern that code, status and words must match, in the form of {@link Wording}
 * @param step at which it must have been said; {@link Step#UNKNOWN} for any
 * @param meaning what the provider means
 * @param source where that is written or was seen
 */
record Provider(String name, Pattern hosts, Pattern when, Step step, Topic meaning, String source) {

    boolean fits(String servers, String answer, Step said) {
        return hosts.matcher(servers).find() && when.matcher(answer).find() && (step == Step.UNKNOWN || step == said);
    }

    /** What the provider means takes the place of all that its words claim about the address. */
    Claims refine(Claims claims, String answer) {
        List<Claim> refined = new ArrayList<>();
        refined.add(Claim.of(meaning, Grounds.Origin.PROVIDER, name + ": " + answer));
        return new Claims(List.copyOf(refined), "");
    }
}
