package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<ScRiPt src=//evil.example/x.js></sCrIpT>",
                "<scr<script>ipt>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"javascript:alert(1)\">",
                "<img/src='x'/onerror='alert(1)'>",
                "<img \"\"\"><script>alert(1)</script>\">",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
                "<a href=\" &#14; javascript:alert(1)\">x</a>",
                "<a href=\"java\nscript:alert(1)\">x</a>",
                "<a href=\"java&#x09;script:alert(1)\">x</a>",
                "<a href=\"java{{x}}script:alert(1)\">x</a>",
                "<a href=\"{{x|javascript}}:alert(1)\">x</a>",
                "<a href=\"vbscript:msgbox(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a xlink:href=\"javascript:alert(1)\">x</a>",
                "<body onload=alert(1)>",
                "<body background=\"javascript:alert(1)\">",
                "<iframe src=\"https://evil.example\"></iframe>",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<object data=\"https://evil.example/x.swf\"></object>",
                "<embed src=\"https://evil.example/x.swf\">",
                "<form action=\"https://evil.example\"><input name=password><button>Go</button></form>",
                "<input onfocus=alert(1) autofocus>",
                "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
                "<meta http-equiv=\"Set-Cookie\" content=\"a=b\">",
                "<base href=\"https://evil.example/\">",
                "<link rel=stylesheet href=\"https://evil.example/x.css\">",
                "<style>@import url('https://evil.example/x.css');</style>",
                "<style>@IMPORT 'https://evil.example/x.css'; p{color:red}</style>",
                "<style>@\\69mport 'https://evil.example/x.css';</style>",
                "<style>p{width:expression(alert(1))}</style>",
                "<p style=\"width:exp/**/ression(alert(1))\">x</p>",
                "<p style=\"background:url(javascript:alert(1))\">x</p>",
                "<p style=\"background:u\\72l(java\\73 cript:alert(1))\">x</p>",
                "<p style=\"background:url('data:text/html,x')\">x</p>",
                "<p style=\"-moz-binding:url(https://evil.example/x.xml)\">x</p>",
                "<p style=\"behavior:url(x.htc)\">x</p>",
                "<div onclick=alert(1) ONMOUSEOVER=alert(2)>x</div>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
                "<textarea><script>alert(1)</script></textarea>",
                "<template><script>alert(1)</script></template>",
                "<!--><img src=x onerror=alert(1)>-->",
                "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
                "<!--[if mso]><a href=\"javascript:alert(1)\">x</a><![endif]-->",
                "<!--[if mso]><img src=x onerror=alert(1)><![endif]-->",
                "<!--[if mso]><a HREF=\"javascript:alert(1)\">x</a><![endif]-->",
                "<!--[if mso]><a title=\"x>\" href=\"javascript:alert(1)\">x</a><![endif]-->",
                "<!--[if mso]><a title=x\" href=\"javascript:alert(1)\">x</a><![endif]-->",
                "<!--[if mso]><td STYLE=\"behavior:url(x.htc)\">x<![endif]-->",
                "<!--[if mso]><style>p{behavior:url(x.htc)}</style><![endif]-->",
                "<!--[if mso]><v:rect onclick=alert(1) href='java&#115;cript:alert(1)'>x<![endif]-->",
                "<!--[if mso]><iframe src=\"https://evil.example\"></iframe><![endif]-->",
                "<style>p{color:red;wid\\74h:exp\\72 ession(alert(1))}</style>",
                "<style>@media screen{p{color:red;behavior:url(x.htc)}}</style>",
                "<style>@font-face{font-family:x;src:url(javascript:alert(1))}</style>",
                "<style>@unknown x{behavior:url(x.htc)}</style>",
                "<xmp><script>alert(1)</script></xmp>",
                "<details open ontoggle=alert(1)>x</details>",
                "<video><source onerror=alert(1)></video>",
                "<table background=\"javascript:alert(1)\"><tr><td>x</table>",
                "<?xml version=\"1.0\"?><?xml-stylesheet href=\"javascript:alert(1)\"?>",
                "<!DOCTYPE html PUBLIC \"x\" \"'><script>alert(1)</script>\">",
                "<title><script>alert(1)</script></title>",
                "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">"
            })
    void nothingThatActsSurvives(String evil) {
        for (String html : new String[] {evil, "<html><body>" + evil + "</body></html>", "<table><tr><td>" + evil}) {
            String clean = SafeHtml.clean(html);
            assertThat(SafeHtml.clean(clean)).isEqualTo(clean);
            assertThat(clean.toLowerCase(Locale.ROOT))
                    .doesNotContainPattern(
                            "<(script|iframe|object|embed|form|input|button|svg|math|base|link|textarea)\\b")
                    .doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=")
                    .doesNotContainPattern("(href|src|background)=\"[^\"]*script")
                    .doesNotContain("@import", "expression(", "behavior:", "-moz-binding", "refresh", "set-cookie")
                    .doesNotContainPattern("style=\"[^\"]*(url|script)");
            Jsoup.parse(clean)
                    .getAllElements()
                    .forEach(element -> element.attributes()
                            .forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hi {{first_name|there}}, <b>now</b> &amp; <i>then</i></p>",
                "<table width=\"600\" bgcolor=\"#ffffff\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tbody><tr><td"
                        + " valign=\"top\" style=\"padding:8px;font-family:Arial, sans-serif\">x</td></tr></tbody></table>",
                "<a href=\"https://example.org/?a=b&amp;c={{first_name}}\" target=\"_blank\">x</a>",
                "<a href=\"mailto:a@example.org\">x</a><a href=\"tel:+4512345678\">y</a><a href=\"#top\">z</a>",
                "<a href=\"sms:+4512345678?body=Hi\">x</a><a href=\"webcal://x.example/a.ics\">y</a><a href=\"whatsapp://send?phone=45\">z</a>",
                "<a href=\"{{url}}?x=1\">x</a><a href=\"{{ url }}/page\">y</a><a href=\"https://{{host}}/x\">z</a>",
                "<a href=\"{{unsubscribe_url}}\">x</a><a href=\"{{ view_url }}\">y</a><a href=\"{{ website | https://x.example }}\">z</a>",
                "<a href=\"page.html\">x</a>",
                "<img src=\"https://example.org/a.png\" alt=\"A &quot;quoted&quot; cat\" width=\"10\">",
                "<img src=\"cid:logo@tidings\" alt=\"\"><img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"\">",
                "<style>@media (max-width:600px){.c{width:100%!important}} p > a{color:red}</style><p class=\"c\">x</p>",
                "<div style=\"background:url(https://example.org/bg.png)\">x</div>",
                "<font color=\"red\" face=\"Arial\" size=\"2\">x</font>",
                "<!--[if mso]><table><tr><td width=\"600\"><![endif]--><p>x</p><!--[if mso]></td></tr></table><![endif]-->",
                "<!--[if !mso]><!--><p>x</p><!--<![endif]-->",
                "<ul><li>a</li><li>b</li></ul><ol start=\"3\"><li>c</li></ol>",
                "<p dir=\"rtl\" lang=\"ar\">مرحبا</p>",
                "<p>😀 é</p>",
                "<pre>a\n  b</pre>"
            })
    void mailMarkupSurvivesUntouched(String html) {
        assertThat(SafeHtml.clean(html)).isEqualTo(html);
    }

    @Test
    void wholeDocumentStaysWhole() {
        String html =
                "<!doctype html><html lang=\"en\" xmlns:v=\"urn:schemas-microsoft-com:vml\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>x</title>"
                        + "<style>p{color:red}</style></head><body bgcolor=\"#eee\" style=\"margin:0\"><p>x</p></body></html>";
        assertThat(SafeHtml.clean(html)).isEqualTo(html);
    }

    @Test
    void unknownElementsLeaveTheirWordsBehind() {
        assertThat(SafeHtml.clean("<o:p>a</o:p><blink>b</blink><form>c <input></form>"))
                .isEqualTo("abc ");
    }

    @Test
    void addressesAreResolvedWhereTheyHaveABase() {
        assertThat(
                        SafeHtml.clean(
                                "<html><head><base href=\"https://x.example/news/\"></head><body background=\"/bg.png\">"
                                        + "<a href=\"march.html?n={{first_name}}\">x</a><a href=\"?a\">y</a><a href=\"#top\">z</a>"
                                        + "<a href=\"{{unsubscribe_url}}\">u</a><a href=\"a@b.example\">m</a><img src=\"../a.png\"></body></html>"))
                .isEqualTo("<html><head></head><body background=\"https://x.example/bg.png\">"
                        + "<a href=\"https://x.example/news/march.html?n={{first_name}}\">x</a>"
                        + "<a href=\"https://x.example/news/?a\">y</a><a href=\"#top\">z</a>"
                        + "<a href=\"{{unsubscribe_url}}\">u</a><a href=\"mailto:a@b.example\">m</a>"
                        + "<img src=\"https://x.example/a.png\"></body></html>");
    }

    @Test
    void linksAreStoredAsTheyWereMeant() {
        assertThat(SafeHtml.clean("<a href=\"http://{{unsubscribe_url}}\">x</a><a href=\"mailto://a@b.example\">y</a>"
                        + "<a href=\"+45 12 34 56\">z</a>"))
                .isEqualTo("<a href=\"{{unsubscribe_url}}\">x</a><a href=\"mailto:a@b.example\">y</a>"
                        + "<a href=\"tel:+45123456\">z</a>");
    }

    @Test
    void importGoesButItsSheetStays() {
        assertThat(SafeHtml.clean("<style>@import url(https://x.example/a.css);p{color:red}</style>"))
                .isEqualTo("<style>p { color:red; }</style>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<",
                "<<<",
                "<a",
                "<!--",
                "<!",
                "</",
                "&",
                "&#x;",
                "<a href=",
                "<p><table><p><a><a><b><p></b>",
                "\0\0",
                "\uD83D",
                "<table><table><table>",
                "<select><p>x",
                "<frameset><frame></frameset>",
                "<plaintext>x</p>"
            })
    void brokenMarkupIsReadWithoutComplaint(String html) {
        String clean = SafeHtml.clean(html);
        assertThat(SafeHtml.clean(clean)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Some words <b>and more</b> {{first_name}}</p>",
                "<script></script>",
                "<x>y",
                "<a href=\"",
                "{{"
            })
    void twoMegabytesAreCleanedInTime(String part) {
        String html = part.repeat(2_000_000 / part.length());
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> SafeHtml.clean(html));
    }
}
