package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineBreaksTest {

    @ParameterizedTest
    @CsvSource({
        "ann.lee@mail.example.org, ann<wbr>.lee<wbr>@mail<wbr>.example<wbr>.org",
        "Closed on Monday., Closed on Monday.",
        "'Hi ... you', 'Hi ... you'",
        "a<b>&\"c, a&lt;b&gt;&amp;&quot;c",
    })
    void addressesBreakBeforeAtSignsAndDotsOnly(String text, String html) {
        assertThat(LineBreaks.breakable(text).toString()).isEqualTo(html);
    }
}
