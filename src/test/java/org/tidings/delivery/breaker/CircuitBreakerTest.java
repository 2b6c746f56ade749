package org.tidings.delivery.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.delivery.breaker.CircuitBreaker.BlastHealth;
import org.tidings.delivery.breaker.CircuitBreaker.Limits;
import org.tidings.recipient.DeliveryHealth.Counters;

class CircuitBreakerTest {

    private static final Limits LIMITS = new Limits(10, new BigDecimal("0.30"), 20);
    private static final Limits OFF = new Limits(0, BigDecimal.ZERO, 0);

    private static final Counters NONE = new Counters(0, Map.of(), 0, Map.of());

    private static int notAsked(String domain) {
        throw new AssertionError("Looking through the whole list for " + domain + " is not needed");
    }

    @Test
    void aBlastWithoutBadOutcomesGoesOn() {
        assertThat(reason(LIMITS, NONE)).isEmpty();
    }

    @ParameterizedTest(name = "{0} dead of 200 with a limit of {1} %: pauses {2}")
    @CsvSource({"20, 10, false", "21, 10, true", "200, 10, true", "10, 5, false", "11, 5, true", "200, 0, false"})
    void moreThanATenthOf200MailedOneAfterAnother(int dead, int percent, boolean pauses) {
        Counters counters = new Counters(dead, Map.of(), 0, Map.of());
        Limits limits = new Limits(percent, new BigDecimal("0.30"), 20);
        assertThat(reason(limits, counters).isPresent()).isEqualTo(pauses);
        assertThat(reason(OFF, counters)).isEmpty();
    }

    @Test
    void deadAddressesAreToldWithHowMany() {
        assertThat(reason(LIMITS, new Counters(25, Map.of(), 0, Map.of())))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("25 of 200 addresses in a row are dead. "));
    }

    @ParameterizedTest(name = "{0} complaints ({1} new) of {2} delivered: pauses {3}")
    @CsvSource({
        "2, 2, 10, false",
        "3, 3, 1000, false",
        "4, 4, 1000, true",
        "3, 3, 999, true",
        "3, 3, 0, true",
        "10, 2, 1000, false",
        "10, 3, 1000, true"
    })
    void complaintsOfMoreThanThreeInAThousand(int complaints, int fresh, int delivered, boolean pauses) {
        BlastHealth blast = new BlastHealth(NONE, complaints, fresh, delivered);
        assertThat(CircuitBreaker.reasonToPause(LIMITS, blast, CircuitBreakerTest::notAsked)
                        .isPresent())
                .isEqualTo(pauses);
        assertThat(CircuitBreaker.reasonToPause(OFF, blast, CircuitBreakerTest::notAsked))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} refusals in a row with a limit of {1}: pauses {2}")
    @CsvSource({"19, 20, false", "20, 20, true", "5, 5, true", "4, 5, false"})
    void oneProviderThatRefusesInARow(int refusals, int limit, boolean pauses) {
        Counters counters = new Counters(0, Map.of("gmail.com", refusals, "x.example", 1), refusals, Map.of());
        Limits limits = new Limits(10, new BigDecimal("0.30"), limit);
        assertThat(reason(limits, counters).isPresent()).isEqualTo(pauses);
        assertThat(reason(OFF, counters)).isEmpty();
    }

    @Test
    void theProviderIsNamed() {
        Counters counters = new Counters(0, Map.of("x.example", 1, "gmail.com", 23), 24, Map.of());
        assertThat(reason(LIMITS, counters))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("gmail.com rejected 23 messages in a row because of the sender or the content."));
    }

    @ParameterizedTest(name = "{0} refusals in a row by several, with a limit of {1}: pauses {2}")
    @CsvSource({"20, 20, true", "19, 20, false", "19, 5, false", "20, 5, true", "49, 50, false", "50, 50, true"})
    void nobodyAcceptsAnything(int refusals, int limit, boolean pauses) {
        Limits limits = new Limits(10, new BigDecimal("0.30"), limit);
        Counters counters = new Counters(0, Map.of("a.example", 1, "b.example", 2), refusals, Map.of());
        Optional<String> reason = reason(limits, counters);
        assertThat(reason.isPresent()).isEqualTo(pauses);
        reason.ifPresent(
                text -> assertThat(text).startsWith(refusals + " messages in a row were rejected because of the"));
    }

    /** The relay goes on accepting meanwhile, so that only the list tells which of them stood one after another. */
    @ParameterizedTest(name = "{0} refused after acceptance, {1} of them in a row: pauses {2}")
    @CsvSource({"20, 20, true", "300, 19, false", "300, 20, true"})
    void whatComesBackIsLookedAtInTheOrderOfTheList(int returned, int longestRun, boolean pauses) {
        BlastHealth blast = health(new Counters(0, Map.of(), 0, Map.of("gmail.com", returned, "x.example", 19)));
        Optional<String> reason = CircuitBreaker.reasonToPause(LIMITS, blast, domain -> {
            assertThat(domain).isEqualTo("gmail.com");
            return longestRun;
        });
        assertThat(reason.isPresent()).isEqualTo(pauses);
        reason.ifPresent(text -> assertThat(text).startsWith("gmail.com rejected 20 messages in a row"));
    }

    @Test
    void theListIsNotLookedThroughForFewRefusalsOrWhereTheLimitIsOff() {
        assertThat(reason(LIMITS, new Counters(0, Map.of(), 0, Map.of("gmail.com", 19))))
                .isEmpty();
        assertThat(reason(OFF, new Counters(0, Map.of(), 0, Map.of("gmail.com", 5_000))))
                .isEmpty();
    }

    private static BlastHealth health(Counters counters) {
        return new BlastHealth(counters, 0, 0, 1_000_000);
    }

    private static Optional<String> reason(Limits limits, Counters counters) {
        return CircuitBreaker.reasonToPause(limits, health(counters), CircuitBreakerTest::notAsked);
    }
}
