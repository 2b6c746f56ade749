package org.tidings.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The set of claims that an answer makes. Where two overlap, the longer one holds: "user unknown" within "sender address rejected: user
 * unknown" is no claim about the recipient.
 *
 * @param found from the words, in their order
 * @param text the words
 */
record Claims(List<Claim> found, String text) {

    /** What is left of an answer that has been understood: placeholders, numbers, ids and single letters. */
    private static final Pattern EMPTY = Pattern.compile(
            "@(?:addr|host|ip)|[^\\s\\p{L}\\d]*+\\d\\S*+|(?<!\\p{L})\\p{L}{1,2}(?!\\p{L})|[^\\p{L}\\s]++"
                    + "|\\b(?:the|and|this|that|was|were|has|have|been|for|from|with|you|your|not|are|esmtp|smtp|error|sorry|please|following|rfc\\d*|see|details?|remote|host|said|server|https?|gsmtp|contact|postmaster|administrator|further|assistance|information|more|try|again|recipients?|user|users|mailbox|account|address|addresses|message|mail|e-mail|email|delivery|command|reply|rcpt|data|line|code|status|reason|failed|failure|permanent|fatal|errors?)\\b");

    static Claims in(Wording wording) {
        Claims certain = in(wording.text());
        return certain.areAllNeutral() && !wording.doubtful().isEmpty() ? certain.with(doubtful(wording)) : certain;
    }

    /** What may be the matter with the address raises doubt; what may be the matter with the message is a reason. */
    private static List<Claim> doubtful(Wording wording) {
        return in(wording.doubtful()).found.stream()
                .map(claim -> Claim.of(
                        claim.is(Topic.Standing.ADDRESS) ? Topic.ADDRESS_DOUBTED : claim.topic(),
                        claim.source(),
                        claim.words()))
                .toList();
    }

    private boolean areAllNeutral() {
        return found.stream().allMatch(claim -> claim.is(Topic.Standing.NEUTRAL));
    }

    private Claims with(List<Claim> others) {
        return new Claims(Stream.concat(found.stream(), others.stream()).toList(), text);
    }

    private static Claims in(String text) {
        Phrase.Searched searched = new Phrase.Searched(text);
        List<Claim> all = new ArrayList<>();
        for (Phrase phrase : Phrases.ALL) {
            all.addAll(phrase.in(searched));
        }
        all.sort(Comparator.comparingInt(Claim::length).reversed().thenComparing(Claim::start));
        List<Claim> kept = new ArrayList<>();
        for (Claim claim : all) {
            if (kept.stream().noneMatch(longer -> longer.overlaps(claim) && longer.length() > claim.length())
                    && !kept.contains(claim)) {
                kept.add(claim);
            }
        }
        kept.sort(Comparator.comparingInt(Claim::start));
        return new Claims(List.copyOf(kept), text);
    }

    /** Whether no words are left that make no claim. */
    boolean areAllUnderstood() {
        StringBuilder rest = new StringBuilder(text);
        for (Claim claim : found) {
            for (int i = claim.start(); i < claim.end(); i++) {
                rest.setCharAt(i, ' ');
            }
        }
        return EMPTY.matcher(rest).replaceAll(" ").isBlank();
    }

    /** The claim of this standing whose topic explains most; empty if there is none. */
    Optional<Claim> best(Topic.Standing standing) {
        return found.stream().filter(claim -> claim.is(standing)).min(Comparator.comparing(Claim::topic));
    }

    Optional<Claim> of(Topic topic) {
        return found.stream().filter(claim -> claim.topic() == topic).findFirst();
    }
}
