package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "http://{{unsubscribe_url}} -> {{unsubscribe_url}}",
                "HTTPS://{{ Unsubscribe URL }} -> {{ Unsubscribe URL }}",
                "http:///{{view_url}} -> {{view_url}}",
                "//{{view_url}} -> {{view_url}}",
                "mailto:{{preferences_url}} -> {{preferences_url}}",
                "https://mail.example/blasts/01X/{{unsubscribe_url}} -> {{unsubscribe_url}}",
                "http://%7B%7Bunsubscribe_url%7D%7D -> {{unsubscribe_url}}",
                "%7b%7bfirst%20name%7cthere%7d%7d -> {{first name|there}}",
                "https://x.example/?n=%7B%7Bfirst_name%7D%7D -> https://x.example/?n={{first_name}}",
                "info@x.example -> mailto:info@x.example",
                "mailto://info@x.example -> mailto:info@x.example",
                "tel://+4512345678 -> tel:+4512345678",
                "+45 12 34 (56) 78 -> tel:+4512345678",
                "www.x.example/a -> https://www.x.example/a",
                "//x.example/a -> https://x.example/a"
            })
    void targetIsWhatWasMeant(String typed, String meant) {
        assertThat(LinkTarget.mended(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#top",
                "page.html",
                "https://x.example/?to={{unsubscribe_url}}",
                "https://user@x.example/",
                "https://{{site}}/x",
                "{{site}}?x=1",
                "https://x.example/%7B%7B",
                "https://x.example/%7B%7B<%7D%7D",
                "javascript:alert(1)",
                "sms:+4512345678?body=Hi"
            })
    void anyOtherTargetStaysAsTyped(String typed) {
        assertThat(LinkTarget.mended(typed)).isEqualTo(typed);
    }
}
