package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.delivery.CircuitBreaker.Course;
import org.tidings.delivery.CircuitBreaker.Crowd;
import org.tidings.delivery.CircuitBreaker.Kind;
import org.tidings.delivery.CircuitBreaker.Limits;
import org.tidings.delivery.CircuitBreaker.Outcome;

class CircuitBreakerTest {

    private static final Limits LIMITS = new Limits(10, new BigDecimal("0.30"), 20);
    private static final Limits OFF = new Limits(0, BigDecimal.ZERO, 0);

    private static final Crowd NOBODY = (first, last, domain, limit) -> 0;

    private final List<Outcome> newestFirst = new ArrayList<>();
    private final List<Outcome> cameBack = new ArrayList<>();

    @ParameterizedTest(name = "{0} dead of {1}, resumed {2}: stops {3}")
    @CsvSource({
        "20, 200, false, false",
        "21, 200, false, true",
        "21, 21, false, true",
        "20, 20, false, false",
        "21, 100, true, false",
        "150, 199, true, false",
        "21, 200, true, true",
        "20, 200, true, false"
    })
    void moreThanATenthOfTheLast200(int dead, int outcomes, boolean resumed, boolean stops) {
        add(dead, Kind.BOUNCED, "x.example");
        add(outcomes - dead, Kind.TAKEN, "x.example");
        assertThat(stops(LIMITS, resumed)).isEqualTo(stops);
        assertThat(stops(OFF, resumed)).isFalse();
    }

    @Test
    void bouncesOfLongAgoAreForgotten() {
        add(190, Kind.TAKEN, "x.example");
        add(30, Kind.BOUNCED, "x.example");
        assertThat(stops(LIMITS, false)).isFalse();
    }

    @Test
    void aLateBounceReplacesTheDeliveryBeforeIt() {
        for (int i = 0; i < 25; i++) {
            newestFirst.add(new Outcome(i, "x.example", Kind.BOUNCED));
        }
        for (int i = 0; i < 25; i++) {
            newestFirst.add(new Outcome(i, "x.example", Kind.TAKEN));
        }
        assertThat(CircuitBreaker.reasonToStop(LIMITS, course(false), NOBODY))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("25 of the last 25 addresses are dead."));
    }

    @ParameterizedTest(name = "{0} complaints ({1} new) of {2} delivered: stops {3}")
    @CsvSource({
        "2, 2, 10, false",
        "3, 3, 1000, false",
        "4, 4, 1000, true",
        "3, 3, 999, true",
        "3, 3, 0, true",
        "10, 2, 1000, false",
        "10, 3, 1000, true"
    })
    void complaintsOfMoreThanThreeInAThousand(int complaints, int fresh, int delivered, boolean stops) {
        Course course = new Course(List.of(), List.of(), false, complaints, fresh, delivered);
        assertThat(CircuitBreaker.reasonToStop(LIMITS, course, NOBODY).isPresent())
                .isEqualTo(stops);
        assertThat(CircuitBreaker.reasonToStop(OFF, course, NOBODY)).isEmpty();
    }

    @Test
    void oneProviderThatBlocksTwentyInARow() {
        for (int i = 0; i < 20; i++) {
            add(1, Kind.BLOCKED, "gmail.com");
            add(1, Kind.TAKEN, "x.example");
        }
        assertThat(CircuitBreaker.reasonToStop(LIMITS, course(false), NOBODY))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("gmail.com refused 20 messages in a row"));
        assertThat(stops(OFF, false)).isFalse();
    }

    @Test
    void aProviderThatBlocksForNowIsARowTooAndNoOutcome() {
        add(20, Kind.BLOCKED_FOR_NOW, "gmail.com");
        assertThat(stops(LIMITS, false)).isTrue();
        newestFirst.clear();
        for (int i = 0; i < 200; i++) {
            add(1, Kind.BLOCKED_FOR_NOW, "d" + i + ".example");
        }
        add(21, Kind.BOUNCED, "x.example");
        assertThat(stops(LIMITS, false)).isTrue();
    }

    @Test
    void aMessageTakenInBetweenBreaksTheRow() {
        add(19, Kind.BLOCKED, "gmail.com");
        add(1, Kind.TAKEN, "gmail.com");
        add(30, Kind.BLOCKED, "gmail.com");
        assertThat(stops(LIMITS, false)).isFalse();
    }

    @Test
    void refusalsOfManyProvidersAreNoRowWhileOthersTakeMail() {
        for (int i = 0; i < 100; i++) {
            add(1, i % 15 == 14 ? Kind.TAKEN : Kind.BLOCKED, "d" + i % 10 + ".example");
        }
        assertThat(stops(LIMITS, false)).isFalse();
    }

    @Test
    void nobodyTakesAnything() {
        for (int i = 0; i < 25; i++) {
            add(1, i % 5 == 0 ? Kind.BLOCKED_FOR_NOW : Kind.BLOCKED, "d" + i + ".example");
        }
        assertThat(CircuitBreaker.reasonToStop(LIMITS, course(false), NOBODY))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("20 messages in a row were refused because of"));
        cameBack.addAll(newestFirst); // of messages that a relay took over, while it goes on taking
        assertThat(stops(LIMITS, false)).isFalse();
    }

    @ParameterizedTest(name = "every {0}th of those that a relay took over comes back, {1}: stops {2}")
    @CsvSource({"1, BLOCKED, true", "2, BLOCKED, false", "9, BOUNCED, true", "11, BOUNCED, false"})
    void whatComesBackCountsAmongThoseMailedAtTheSameTime(int every, Kind kind, boolean stops) {
        for (int i = 0; i < 30; i++) {
            cameBack.add(new Outcome((long) i * every, "gmail.com", kind));
            for (int j = 0; j < 20; j++) {
                newestFirst.add(new Outcome(1_000L + i * 20L + j, "gmail.com", Kind.TAKEN));
            }
        }
        Crowd all = (first, last, domain, limit) -> (int) Math.min(last - first + 1, limit + 1);
        assertThat(CircuitBreaker.reasonToStop(LIMITS, course(false), all).isPresent())
                .isEqualTo(stops);
        assertThat(CircuitBreaker.reasonToStop(OFF, course(false), all)).isEmpty();
    }

    private void add(int count, Kind kind, String domain) {
        for (int i = 0; i < count; i++) {
            newestFirst.add(new Outcome(newestFirst.size(), domain, kind));
        }
    }

    private Course course(boolean resumed) {
        return new Course(newestFirst, cameBack, resumed, 0, 0, 1_000_000);
    }

    private boolean stops(Limits limits, boolean resumed) {
        return CircuitBreaker.reasonToStop(limits, course(resumed), NOBODY).isPresent();
    }
}
