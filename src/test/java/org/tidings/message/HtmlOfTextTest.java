package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlOfTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Hi -> <p>Hi</p>",
                "Hi {{first_name|you}},\\nall -> <p>Hi {{first_name|you}},<br>all</p>",
                "One\\n \\n\\nTwo -> <p>One</p><p>Two</p>",
                "1 < 2 & 3 -> <p>1 &lt; 2 &amp; 3</p>",
                "(https://x.example/a?b=1&c={{first_name}}). -> <p>(<a href=\"https://x.example/a?b=1&amp;c={{first_name}}\">https://x.example/a?b=1&amp;c={{first_name}}</a>).</p>",
                "Stop: {{unsubscribe_url}} -> <p>Stop: <a href=\"{{unsubscribe_url}}\">{{unsubscribe_url}}</a></p>",
                "<script>x</script> -> <p>&lt;script&gt;x&lt;/script&gt;</p>"
            })
    void textIsReadInHtmlAsInPlainText(String text, String html) {
        assertThat(SafeHtml.clean(HtmlOfText.of(text.replace("\\n", "\n")))).isEqualTo(html);
    }
}
