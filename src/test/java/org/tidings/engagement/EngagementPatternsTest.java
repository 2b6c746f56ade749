package org.tidings.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documented sequences of requests, see {@code src/test/resources/engagement/README.md}. */
class EngagementPatternsTest {

    private static final List<Pattern> MACHINES = Pattern.read("machines.txt");
    private static final List<Pattern> PEOPLE = Pattern.read("people.txt");

    static List<Pattern> machines() {
        return MACHINES;
    }

    static List<Pattern> people() {
        return PEOPLE;
    }

    @ParameterizedTest
    @MethodSource("machines")
    void noRequestOfAMachineCounts(Pattern pattern) {
        assertThat(pattern.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(pattern.actor(line))
                        .as("%s %s", line.at(), line.what())
                        .isNotEqualTo(Actor.PERSON));
    }

    @ParameterizedTest
    @MethodSource("people")
    void requestsOfPeopleCount(Pattern pattern) {
        assertThat(pattern.lines())
                .filteredOn(Pattern.Line::counts)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(pattern.actor(line))
                        .as("%s %s", line.at(), line.what())
                        .isEqualTo(Actor.PERSON));
    }

    @Test
    void thereAreAtLeastSixtyPatternsOfEach() {
        assertThat(MACHINES).hasSizeGreaterThanOrEqualTo(60);
        assertThat(PEOPLE).hasSizeGreaterThanOrEqualTo(60);
    }
}
