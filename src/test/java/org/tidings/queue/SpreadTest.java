package org.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "300000, PT2H, 500",
        "1200, PT2H, 10",
        "1201, PT2H, 11",
        "50, PT2H, 1",
        "600000, PT1M, 500",
        "1, PT2H, 1",
        "0, PT2H, 1"
    })
    void sliceIsOfAMinuteOrOfAFullRange(int people, Duration over, int size) {
        assertThat(new Spread(START, over, people).rangeSize()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"300000, PT2H", "1200, PT2H", "1203, PT3H", "2, PT1H", "70000, PT48H"})
    void slicesAreEvenAndTheLastLeavesAtTheEnd(int people, Duration over) {
        List<Instant> due = due(new Spread(START, over, people));
        assertThat(due.get(0)).isEqualTo(START);
        assertThat(due.get(due.size() - 1)).isEqualTo(START.plus(over));
        long even = over.toMillis() / (due.size() - 1);
        for (int i = 1; i < due.size(); i++) {
            assertThat(Duration.between(due.get(i - 1), due.get(i)).toMillis()).isBetween(even / 2, even * 3 / 2 + 1);
        }
    }

    @Test
    void allAtOnceIsDueAtTheStart() {
        assertThat(due(new Spread(START, Duration.ZERO, 10_000))).hasSize(20).containsOnly(START);
    }

    @Test
    void listOfOneSliceIsDueAtTheStart() {
        assertThat(due(new Spread(START, Duration.ofHours(2), 1))).containsExactly(START);
    }

    private static List<Instant> due(Spread spread) {
        List<Instant> due = new ArrayList<>();
        for (int first = 1; first <= spread.people(); first += spread.rangeSize()) {
            int last = Math.min(spread.people(), first + spread.rangeSize() - 1);
            due.add(spread.dueAt(new SeqRange(first, last)));
        }
        return due;
    }
}
