package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "<p>Hi {{first_<b>name</b>}}!</p> -> <p>Hi {{first_name}}!</p>",
                "<p>{{first_<b>name}} and</b> more</p> -> <p>{{first_name}}<b> and</b> more</p>",
                "<p><i>Hi {</i>{first_name|you}}.</p> -> <p><i>Hi {{first_name|you}}</i>.</p>",
                "<p>{{<b>a</b>}} {{<i><u>b</u></i>}}</p> -> <p>{{a}} {{b}}</p>",
                "<p>{{<b>a}} x {{b</b>}}</p> -> <p>{{a}}<b> x {{b}}</b></p>",
                "<p>{{first<a href=\"https://x.example/\">_name</a>}}</p> -> <p>{{first_name}}<a href=\"https://x.example/\"></a></p>",
                "<p>{{first</p><p>_name}}</p> -> <p>{{first</p><p>_name}}</p>",
                "<p>{{first<br>_name}}</p> -> <p>{{first<br>_name}}</p>",
                "<p>a {{x}} <b>b {{y}}</b></p> -> <p>a {{x}} <b>b {{y}}</b></p>"
            })
    void fieldsAreWholeInTheLineInWhichTheyStand(String typed, String joined) {
        assertThat(SafeHtml.clean(typed)).isEqualTo(joined);
    }
}
