package org.tidings.blast.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.CpuTime;
import org.tidings.blast.Audience;

/** Pasted text that no one types is read about as fast as a list. */
class HostileListTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    static List<String> hostile() {
        return List.of(
                "a".repeat(40_000) + "@>",
                "(" + "a@".repeat(20_000),
                "- ".repeat(50_000),
                "a. ".repeat(3_000) + "!",
                "[mailto:".repeat(10_000),
                "<".repeat(40_000) + "@>",
                "\"".repeat(40_001) + "@,",
                " ".repeat(40_000) + "x",
                ("(" + "a@".repeat(4_000) + "\n").repeat(10),
                ("a".repeat(9_000) + "@>\n").repeat(10));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextIsReadInAMoment(String text) {
        List<Audience.Entry> people = CpuTime.within(A_MOMENT, () -> PastedAddresses.parse(text));
        assertThat(people).allSatisfy(person -> assertThat(person.problem()).isNotNull());
    }

    @Test
    void longLineIsAProblemOfThatLine() {
        String list = "ann@x.org\n" + "bob@x.org, ".repeat(1_000) + "\ncarl@x.org";
        List<Audience.Entry> people = PastedAddresses.parse(list);
        assertThat(people).extracting(Audience.Entry::line).containsExactly(1, 2, 3);
        assertThat(people).extracting(Audience.Entry::problem).containsExactly(null, PastedAddresses.TOO_LONG, null);
        assertThat(people.get(1).email()).startsWith("bob@x.org, bob@x.org").hasSizeLessThan(100);
    }

    @Test
    void lineOfTheGreatestLengthIsRead() {
        String line = "bob@x.org ".repeat(PastedAddresses.LONGEST_LINE / 10);
        assertThat(PastedAddresses.parse(line))
                .hasSize(1_000)
                .allSatisfy(person -> assertThat(person.problem()).isNull());
    }

    @Test
    void headingOfDotsIsReadInAMoment() {
        String heading = "a" + ".".repeat(100_000) + "b";
        assertThat(CpuTime.within(A_MOMENT, () -> FieldName.of(heading))).isEqualTo("a");
    }

    @Test
    void fieldNameIsCut() {
        assertThat(FieldName.of("Class ".repeat(100)))
                .hasSizeLessThanOrEqualTo(FieldName.LONGEST)
                .startsWith("class_class_");
    }

    @Test
    void tableOfManyColumnsIsReadInAMoment() {
        StringBuilder headings = new StringBuilder("email");
        for (int i = 0; i < 900; i++) {
            headings.append(",c").append(i);
        }
        List<Audience.Entry> people =
                CpuTime.within(A_MOMENT, () -> PastedAddresses.parse(headings + "\nann@x.org,1,2"));
        assertThat(people.get(0).fields()).hasSize(900).containsAllEntriesOf(Map.of("c0", "1", "c1", "2"));
    }
}
