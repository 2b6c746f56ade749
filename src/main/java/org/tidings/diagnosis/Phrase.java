package org.tidings.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of {@code phrases.tsv}: words that make a claim.
 *
 * @param topic what they claim
 * @param language of the words, such as {@code en}
 * @param pieces one or two patterns. The second must follow the first within {@link #LONGEST_GAP} characters of the same sentence, and where
 *     the topic is the address, no other noun may stand between them: in "the account of the sender is unknown", unknown is the sender
 * @param example words that make the claim
 * @param nearMiss similar words that do not
 * @param otherScript whether it is written in other letters than Latin ones
 */
record Phrase(Topic topic, String language, List<Piece> pieces, String example, String nearMiss, boolean otherScript) {

    static final String SEPARATOR = " ~ ";

    private static final int LONGEST_GAP = 45;
    private static final int MOST_PLACES = 20;
    private static final int LAST_LATIN = 0x24F;

    private static final Pattern BREAK = Pattern.compile("[.!?;](?: |$)|[。！？]|\\btemporar");

    private static final Pattern NOUN = Pattern.compile(
            "(?<!@)\\b(?:sender|originator|mail from|from|message|e?-?mail(?! address| box| account|box)|domain|host|server|client|list|connection|header|url|link|attachment|which|but|because)\\b");

    private static final int LONGEST_OWNER = 24;

    private static final Pattern HEAD = Pattern.compile(
            "\\b(?:server|host|domain|route|gateway|exchanger|list|policy|rule|message|mail|quota)s? (?:for|of) (?:this |the |that |your )?$");

    private static final Pattern OURS = Pattern.compile(
            "\\b(?:your|my|(?:sender|originator)(?:'s)?|from|sending|return|source|reply|ip|bounce|client|helo|ehlo|reverse|relay)"
                    + "(?:-to)?:? (?:e-?mail |mail )?(?:users?|accounts?|address(?:es)?|mail ?box|domains?|host(?: ?name)?|recipients?|name)\\b");

    /**
     * A pattern that several phrases may share.
     *
     * @param alternatives of the expression, {@code a} and {@code b} in {@code a|b}: few of them may be in a given text, and only those are
     *     looked for
     */
    record Piece(String expression, List<Alternative> alternatives) {
        static Piece of(String expression) {
            return new Piece(
                    expression,
                    RequiredWords.alternatives(expression).stream()
                            .map(Alternative::of)
                            .toList());
        }

        List<MatchResult> places(Searched text) {
            return text.known.computeIfAbsent(expression, e -> search(text));
        }

        /** What {@code Matcher.results()} of the whole expression finds: the leftmost match each time, by the first alternative of several. */
        private List<MatchResult> search(Searched text) {
            List<MatchResult> places = new ArrayList<>();
            List<Matcher> open = alternatives.stream()
                    .filter(alternative -> alternative.mayBeIn(text))
                    .map(alternative -> alternative.pattern.matcher(text.text))
                    .filter(Matcher::find)
                    .collect(Collectors.toCollection(ArrayList::new));
            while (!open.isEmpty() && places.size() < MOST_PLACES) {
                MatchResult leftmost = open.stream()
                        .min(Comparator.comparingInt(Matcher::start))
                        .orElseThrow()
                        .toMatchResult();
                places.add(leftmost);
                open.removeIf(matcher -> matcher.start() < leftmost.end() && !matcher.find(leftmost.end()));
            }
            return places;
        }

        private boolean mayBeIn(Searched text) {
            return alternatives.stream().anyMatch(alternative -> alternative.mayBeIn(text));
        }
    }

    /**
     * One of the alternatives of an expression.
     *
     * @param required trigrams of the words of which a match needs one; empty if nothing is known
     */
    private record Alternative(Pattern pattern, List<int[]> required) {
        static Alternative of(String expression) {
            Pattern pattern = Pattern.compile(expression);
            if (pattern.matcher("").find()) {
                throw new IllegalArgumentException("Matches nothing at all: " + expression);
            }
            return new Alternative(
                    pattern,
                    RequiredWords.of(expression).stream().map(Trigrams::hashes).toList());
        }

        boolean mayBeIn(Searched text) {
            for (int[] words : required) {
                if (text.trigrams.mayContain(words)) {
                    return true;
                }
            }
            return required.isEmpty();
        }
    }

    /** A text in which many phrases are looked for, and where their pieces were found. */
    static final class Searched {
        private final String text;
        private final boolean otherScript;
        private final Trigrams trigrams;
        private final Map<String, List<MatchResult>> known = new HashMap<>();

        Searched(String text) {
            this.text = text;
            this.otherScript = isOtherScript(text);
            this.trigrams = new Trigrams(text);
        }
    }

    static Phrase of(Topic topic, String language, String pattern, String example, String nearMiss) {
        List<Piece> pieces = Stream.of(pattern.split(SEPARATOR)).map(Piece::of).toList();
        if (pieces.size() > 2) {
            throw new IllegalArgumentException("More than two pieces: " + pattern);
        }
        return new Phrase(topic, language.toLowerCase(Locale.ROOT), pieces, example, nearMiss, isOtherScript(example));
    }

    List<Claim> in(Searched searched) {
        if ((otherScript && !searched.otherScript) || !mayBeIn(searched)) {
            return List.of();
        }
        List<Claim> claims = new ArrayList<>();
        String text = searched.text;
        for (MatchResult first : pieces.get(0).places(searched)) {
            if (pieces.size() == 1) {
                add(text, first.start(), first.end(), claims);
            } else {
                pieces.get(1).places(searched).stream()
                        .filter(second -> second.start() >= first.end())
                        .findFirst()
                        .filter(second -> isNear(
                                text.substring(first.end(), Math.min(second.start(), first.end() + LONGEST_GAP + 1))))
                        .ifPresent(second -> add(text, first.start(), second.end(), claims));
            }
        }
        return claims;
    }

    private void add(String text, int start, int end, List<Claim> claims) {
        if (topic.standing != Topic.Standing.ADDRESS || !isOfSomethingElse(text, start, end)) {
            claims.add(new Claim(topic, Grounds.Origin.WORDS, text.substring(start, end), start, end));
        }
    }

    private boolean mayBeIn(Searched searched) {
        for (Piece piece : pieces) {
            if (!piece.mayBeIn(searched)) {
                return false;
            }
        }
        return true;
    }

    /** "Your account", "sender address", "the server for this user". */
    private static boolean isOfSomethingElse(String text, int start, int end) {
        int from = Math.max(0, start - LONGEST_OWNER);
        return OURS.matcher(text).region(from, end).results().anyMatch(owner -> owner.end() > start)
                || HEAD.matcher(text).region(from, start).find();
    }

    /** Phrases of other scripts are not looked for in text that has none. */
    private static boolean isOtherScript(String text) {
        return text.chars().anyMatch(c -> c > LAST_LATIN);
    }

    private boolean isNear(String gap) {
        return gap.length() <= LONGEST_GAP
                && !BREAK.matcher(gap).find()
                && (topic.standing != Topic.Standing.ADDRESS
                        || !language.equals("en")
                        || !NOUN.matcher(gap).find());
    }

    /** Whether the words of an answer make this claim. */
    Optional<Claim> in(Wording wording) {
        return in(new Searched(wording.text())).stream().findFirst();
    }
}
