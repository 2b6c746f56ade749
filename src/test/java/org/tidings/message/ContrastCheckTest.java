package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='color:#cccccc'>Pale</p>",
                "<p style='color: RGB(255, 255, 0) !important'>Pale</p>",
                "<p><font color='yellow'>Pale</font></p>",
                "<div style='background:#eeeeee'><p style='color:#999'>Pale</p></div>",
                "<table bgcolor='#000080'><tr><td><span style='color:#222'>Dark</span></td></tr></table>",
                "<a href='https://x.example' style='background-color:#ffe066;color:#ffffff'>Button</a>",
                "<style>p { margin: 0 }</style><p style='background:#fff;color:#eee'>Pale</p>"
            })
    void unreadableTextIsFound(String html) {
        assertThat(check(html)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Plain <a href='https://x.example'>link</a></p>",
                "<p style='color:#767676'>Just readable</p>",
                "<h1 style='color:#949494'>Large</h1>",
                "<p style='font-size:24px;color:#949494'>Large</p>",
                "<a href='https://x.example' style='background:#0b5cad;color:#ffffff'>Button</a>",
                "<div style='background:#000'><a href='https://x.example'>A link of the mail program's colour</a></div>",
                "<div style='background-image:url(https://x.example/a.png)'><p style='color:#fff'>On a picture</p></div>",
                "<div style='background:linear-gradient(#000,#333)'><p style='color:#fff'>On a gradient</p></div>",
                "<table background='https://x.example/a.png'><tr><td style='color:#fff'>On a picture</td></tr></table>",
                "<style>.dark { background: #000 }</style><p class='dark' style='color:#fff'>By a style sheet</p>",
                "<p style='color:rgba(0,0,0,.1)'>Of unknown opacity</p>",
                "<p style='color:inherit'>Inherited</p>",
                "<div style='display:none;color:#fff'>Preview text</div>",
                "<span style='font-size:1px;color:#ffffff'>Preview text</span>",
                "<p style=':;;a:b;color'>Not CSS</p>"
            })
    void whatIsReadableOrUnknownIsLeftAlone(String html) {
        assertThat(check(html)).isEmpty();
    }

    @Test
    void eachPairOfColoursIsReportedOnceWithWordsThatShowWhere() {
        assertThat(
                        check(
                                "<p style='color:#ccc'>First</p><p style='color:#ccc'>Second</p><p style='color:#ddd'>Third</p>"))
                .extracting(ContentCheck::detail)
                .containsExactly("First", "Third");
    }

    @Test
    void hostileStyleTakesNoTime() {
        assertThat(check("<p style='" + "(".repeat(500_000) + "color:#ccc'>x</p>"))
                .isEmpty();
    }

    private static List<ContentCheck> check(String html) {
        return ContrastCheck.of(Jsoup.parse(html));
    }
}
