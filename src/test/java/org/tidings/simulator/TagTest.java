package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTest {
    @ParameterizedTest
    @CsvSource({
        "ann@x.test, DELIVERY",
        "ann+@x.test, DELIVERY",
        "ann+delivery@x.test, DELIVERY",
        "ann+OPEN@x.test, OPEN",
        "ann+late-bounce@x.test, LATE_BOUNCE",
        "ann+late_bounce@x.test, DELIVERY",
        "ann+class7+click@x.test, CLICK",
        "ann+bounce+open@x.test, BOUNCE",
        "open@x.test, DELIVERY",
        "ann@x+open.test, DELIVERY",
        "ann+full, FULL",
    })
    void firstKnownTagCounts(String address, Tag expected) {
        assertThat(Tag.of(address)).isEqualTo(expected);
    }
}
