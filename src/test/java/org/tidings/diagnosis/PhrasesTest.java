package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PhrasesTest {

    /** These add nothing to what others claim. */
    private static final Set<Topic.Standing> SILENT = Set.of(Topic.Standing.NEUTRAL);

    static List<Phrase> phrases() {
        return Phrases.ALL;
    }

    static Stream<Phrase> claiming() {
        return Phrases.ALL.stream().filter(phrase -> !SILENT.contains(phrase.topic().standing));
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void exampleMatches(Phrase phrase) {
        assertThat(phrase.in(Wording.of(phrase.example()))).as(phrase.example()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void nearMissDoesNotMatch(Phrase phrase) {
        assertThat(phrase.in(Wording.of(phrase.nearMiss())))
                .as(phrase.nearMiss())
                .isEmpty();
    }

    /** All phrases are tried on the example: it claims its own topic and no other. */
    @ParameterizedTest
    @MethodSource("claiming")
    void exampleClaimsItsTopicOnly(Phrase phrase) {
        Set<Topic> claimed = Claims.in(Wording.of(phrase.example())).found().stream()
                .map(Claim::topic)
                .filter(topic -> !SILENT.contains(topic.standing))
                .collect(Collectors.toSet());
        assertThat(claimed).as(phrase.example()).containsExactly(phrase.topic());
    }

    /** The words that are looked for first must not hide a match. */
    @ParameterizedTest
    @MethodSource("phrases")
    void requiredWordsAreInEveryMatch(Phrase phrase) {
        for (String alternative : alternatives(phrase)) {
            Set<String> required = RequiredWords.of(alternative);
            for (Phrase other : Phrases.ALL) {
                String text = Wording.of(other.example()).text();
                if (Pattern.compile(alternative).matcher(text).find() && !required.isEmpty()) {
                    assertThat(required).as(text).anyMatch(text::contains);
                }
            }
        }
    }

    private static List<String> alternatives(Phrase phrase) {
        return phrase.pieces().stream()
                .flatMap(piece -> RequiredWords.alternatives(piece.expression()).stream())
                .toList();
    }

    /** The alternatives are looked for one by one, which must find what the whole expression finds. */
    @ParameterizedTest
    @MethodSource("phrases")
    void alternativesFindWhatTheWholeExpressionFinds(Phrase phrase) {
        for (Phrase.Piece piece : phrase.pieces()) {
            Pattern whole = Pattern.compile(piece.expression());
            for (Phrase other : Phrases.ALL) {
                String text = Wording.of(other.example() + " / " + phrase.example() + " / " + other.nearMiss())
                        .text();
                assertThat(piece.places(new Phrase.Searched(text)))
                        .as(text)
                        .extracting(MatchResult::start, MatchResult::end)
                        .containsExactlyElementsOf(whole.matcher(text)
                                .results()
                                .limit(20)
                                .map(match -> tuple(match.start(), match.end()))
                                .toList());
            }
        }
    }

    @Test
    void longerClaimHoldsWhereTwoOverlap() {
        Claims claims = Claims.in(Wording.of("Sender address rejected: User unknown"));
        assertThat(claims.found()).extracting(Claim::topic).containsExactly(Topic.SENDER_REFUSED);
    }

    @Test
    void anotherNounEndsAPhrase() {
        assertThat(topics("The account of this domain was not found")).doesNotContain(Topic.MAILBOX_UNKNOWN);
        assertThat(topics("The account that you wrote to was not found")).contains(Topic.MAILBOX_UNKNOWN);
    }

    private static List<Topic> topics(String words) {
        return Claims.in(Wording.of(words)).found().stream().map(Claim::topic).toList();
    }
}
