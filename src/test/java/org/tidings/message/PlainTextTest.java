package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "<p>One</p><p>Two</p> -> One\\n\\nTwo",
                "<div>One</div><div>Two</div> -> One\\nTwo",
                "a<br>b<br><br><br><br>c -> a\\nb\\n\\nc",
                "<p>a <b>b</b>c,  <i>d</i>.</p> -> a bc, d.",
                "<h1>Title</h1><p>x</p> -> Title\\n=====\\n\\nx",
                "<h2>Ab</h2>x -> Ab\\n--\\n\\nx",
                "<a href='https://x.example/'>Tickets</a>! -> Tickets <https://x.example/>!",
                "<a href='https://x.example/'>https://x.example/</a> -> https://x.example/",
                "<a href='mailto:a@b.example'>a@b.example</a> -> a@b.example",
                "<a href='https://x.example/'><img src='a' alt='Logo'></a> -> Logo <https://x.example/>",
                "<a href='https://x.example/'><img src='a'></a> -> https://x.example/",
                "<a href='#top'>up</a> -> up",
                "<a href='{{unsubscribe_url}}'>Stop</a> -> Stop <{{unsubscribe_url}}>",
                "Hi {{first_name|there}} -> Hi {{first_name|there}}",
                "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul> -> - a\\n- b\\n\\n  - c",
                "<ol><li>a</li><li><p>b</p></li></ol> -> 1. a\\n2. b",
                "<table><tr><th>Day</th><th>Class</th></tr><tr><td>Mon</td><td>Yoga</td></tr></table> -> Day | Class\\nMon | Yoga",
                "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table> -> a\\n\\nb",
                "<style>p{}</style><title>t</title><div style='display: none'>pre</div><p>x</p> -> x",
                "<img src='a' alt='A cat'> -> A cat",
                "a<hr>b -> a\\n\\n----------\\n\\nb",
                "<pre>a\\n  b</pre> -> a\\n  b",
                "<p>&nbsp;</p><p></p><p>x</p><p><br></p><p>y</p> -> x\\n\\ny",
                "<p>مرحبا 😀</p> -> مرحبا 😀",
                "<p>می&zwnj;خواهم</p> -> می\u200cخواهم",
                "<p>a&zwnj;&nbsp;&zwnj;&#847; b&shy;c</p> -> a bc",
                "<p>x</p><map><area href='https://x.example/' alt='Pool'><area href='#y' alt='Gym'></map> -> x\\n\\nPool <https://x.example/>\\nGym",
                "<p hidden>y</p><a href='info@x.example'>Write</a> -> Write <mailto:info@x.example>",
                "<a href='https://x.example/a.'>https://x.example/a.</a> -> <https://x.example/a.>"
            })
    void htmlReadsWellAsText(String html, String expected) {
        assertThat(PlainText.from(html.replace("\\n", "\n"))).isEqualTo(expected.replace("\\n", "\n"));
    }
}
