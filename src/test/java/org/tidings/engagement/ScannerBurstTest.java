package org.tidings.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.engagement.ScannerBurst.Fetch;

class ScannerBurstTest {

    private static final Instant ACCEPTED = Instant.parse("2025-05-01T10:00:00Z");

    private static final Pattern FETCH = Pattern.compile("(\\w+)@(-?\\d+)");

    /** Each request is written as "what@milliseconds since acceptance". */
    @ParameterizedTest(name = "{2}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            0@1000                                    | false | one link at once
            0@1000 0@1200                             | false | the same link twice
            pixel@900 0@1000                          | false | the pixel and a link
            pixel@900 0@1000 0@1100 pixel@1200        | false | the pixel and a link, twice
            0@1000 1@3000                             | false | two links, two seconds apart
            0@5000 1@30000                            | false | two links, one after reading
            0@61000 1@61100                           | false | two links after a minute
            0@59900 1@60100                           | false | the second one after the window
            unsubscribe@9000 view@20000               | false | two pages, one after the other
                                                      | false | nothing at all
            0@1000 1@1100                             | true  | two links together
            1@1100 0@1000                             | true  | two links together, recorded late
            0@1000 1@2999                             | true  | just under two seconds
            0@-200 1@-100                             | true  | before the acceptance was recorded
            0@1000 unsubscribe@1500                   | true  | a link and the unsubscribe page
            0@40000 1@40500 2@41000                   | true  | a slow scanner
            0@1000 0@1500 0@2000 1@3500               | true  | a different one after repeats
            """)
    void classifiesRequestSequences(@Nullable String fetches, boolean machine, String story) {
        assertThat(ScannerBurst.isMachine(ACCEPTED, parse(fetches))).as(story).isEqualTo(machine);
    }

    private static List<Fetch> parse(@Nullable String fetches) {
        return FETCH.matcher(fetches == null ? "" : fetches)
                .results()
                .map(m -> new Fetch(ACCEPTED.plusMillis(Long.parseLong(m.group(2))), m.group(1)))
                .toList();
    }
}
