package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.BlockContents;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.message.block.Block;
import org.tidings.platform.time.TestClock;

/** The layout of messages and the page of its settings, as a browser shows them. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class LookBrowserTest {

    private static final Person ANN = new Person(TokenSubject.NOBODY, "ann@example.org", "Ann", "Lee", Map.of());
    private static final String WRITTEN =
            "<h1>Spring recital</h1><h2>When</h2><p>Hi {{first_name}}, <a href=\"https://x.example/\">tickets</a></p>"
                    + "<ul><li>shoes</li></ul><blockquote>Quoted</blockquote><p><span style=\"color: #000000\">pasted</span></p>"
                    + "<p><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" width=\"900\" alt=\"wide\"></p>"
                    + "<p>averyveryveryverylongwordwithoutanyplacetobreakitaveryveryveryverylongword</p>";
    private static final String RICH =
            "<h1>Spring recital</h1><h2>When</h2><p>Hi {{first_name}}, <a href=\"https://x.example/\">tickets</a></p>"
                    + "<ul><li>shoes<ul><li>black</li></ul></li></ul><ol><li>first</li></ol><blockquote><p>Quoted</p></blockquote><p>end</p>";
    private static final List<String> ELEMENTS =
            List.of("h1", "h2", "p", "a", "ul", "ul li", "ul ul", "ol", "ol li", "blockquote");
    private static final String STYLE =
            "e => { const s = getComputedStyle(e); return [s.fontFamily, s.fontSize, s.lineHeight, s.fontWeight,"
                    + " s.color, s.marginTop, s.marginBottom, s.paddingLeft, s.textDecorationLine, s.letterSpacing, s.listStyleType].join('; ') }";

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    BlastMessages messages;

    @Inject
    TestClock clock;

    private TestAccounts.Person dana;

    @BeforeEach
    void anAccount() {
        dana = accounts.owner();
    }

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1200,LIGHT", "1200,DARK"})
    void messageIsAReadableColumnInTheFontOfTheLook(int width, ColorScheme scheme) {
        try (BrowserContext context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setColorScheme(scheme))) {
            Page page = context.newPage();
            page.setContent(message(WRITTEN));
            Locator text = page.locator(".tm p").first();
            assertThat(text).hasText("Hi Ann, tickets");
            assertThat(text.evaluate("e => getComputedStyle(e).fontFamily")).isEqualTo("Helvetica, Arial, sans-serif");
            assertThat(text.evaluate("e => getComputedStyle(e).fontSize + ' ' + getComputedStyle(e).lineHeight"))
                    .isEqualTo("16px 24px");
            assertThat(number(page, "document.querySelector('.tc').getBoundingClientRect().width"))
                    .isLessThanOrEqualTo(600)
                    .isGreaterThan(380);
            assertThat(number(page, "document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
            assertThat(poorContrasts(page)).isEmpty();
            boolean dark = number(page, "getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]") < 64;
            assertThat(dark).isEqualTo(scheme == ColorScheme.DARK);
        }
    }

    /** Texts whose colour has less than 4.5 to 1 on the background behind them. */
    private static List<?> poorContrasts(Page page) {
        return (List<?>) page.evaluate("""
                () => {
                  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
                  const lum = (c) => rgb(c).slice(0, 3).map((v) => v / 255)
                    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                  const behind = (e) => {
                    for (; e; e = e.parentElement) {
                      const c = rgb(getComputedStyle(e).backgroundColor);
                      if (c.length < 4 || c[3] > 0) return getComputedStyle(e).backgroundColor;
                    }
                    return 'rgb(255, 255, 255)';
                  };
                  const poor = [];
                  for (const e of document.querySelectorAll('body *')) {
                    const words = [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
                    if (words.length === 0 || getComputedStyle(e).display === 'none' || e.closest('[style*="display:none"]')) continue;
                    const a = lum(getComputedStyle(e).color), b = lum(behind(e));
                    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    if (ratio < 4.5) poor.push(words[0].data + ' ' + ratio);
                  }
                  return poor;
                }""");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    void editorShowsWhatArrives(ColorScheme scheme) {
        String mail = message(RICH);
        List<String> inMail = new ArrayList<>();
        List<String> inEditor = new ArrayList<>();
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate("/blasts/" + draft(RICH) + "/edit");
            for (String element : ELEMENTS) {
                inEditor.add(
                        element + " " + tab.message().locator(element).first().evaluate(STYLE));
            }
            page.setContent(mail);
            for (String element : ELEMENTS) {
                inMail.add(
                        element + " " + page.locator(".tm " + element).first().evaluate(STYLE));
            }
        }
        assertThat(inEditor).isEqualTo(inMail);
    }

    @Test
    void linesOfTheEditorEndWhereThoseOfTheMessageDo() {
        String mail = message("<p>x</p>");
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/blasts/" + draft("<p>x</p>") + "/edit");
            tab.message().waitFor();
            String width = "document.querySelector('%s p').getBoundingClientRect().width";
            double inEditor = number(page, width.formatted(".rich-text"));
            page.setContent(mail);
            assertThat(inEditor).isEqualTo(552).isEqualTo(number(page, width.formatted(".tm")));
        }
    }

    /** @return the id of a draft with one text */
    private String draft(String html) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Blast draft = Blast.draft(dana.accountId(), dana.staffId(), clock.instant());
            draft.subject = "News";
            BlockContents.write(draft, List.of(new Block.Text(html)));
            draft.persist();
            return draft.publicId;
        });
    }

    @Test
    void previewFollowsWhatIsTyped() {
        try (Tab tab = Tab.open(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/settings/look");
            tab.expectHeading("Look of your mail");
            page.locator("#headerText").fill("Since 1998");
            assertThat(page.frameLocator("#look-shown iframe >> nth=0").locator(".th"))
                    .containsText("Since 1998");
            assertThat(page.frameLocator("#look-shown iframe >> nth=1").locator(".th"))
                    .containsText("Since 1998");
            tab.expectNoComplaints();
        }
    }

    @Test
    void lookIsChosenWithoutJavaScript() {
        try (Tab tab = Tab.withoutJavaScript(home).logIn(dana)) {
            Page page = tab.page();
            page.navigate("/settings/look");
            page.locator("#headerText").fill("Since 1998");
            tab.press("Show preview");
            assertThat(page.frameLocator("#look-shown iframe >> nth=0").locator(".th"))
                    .containsText("Since 1998");
            assertThat(page.locator("#headerText")).hasValue("Since 1998");
            page.locator("main button.btn-primary").click();
            assertThat(page.locator("[data-notice]")).containsText("Saved.");
            assertThat(page.locator("#headerText")).hasValue("Since 1998");
        }
    }

    private String message(String html) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Blast draft = Blast.draft(dana.accountId(), dana.staffId(), clock.instant());
            draft.subject = "News";
            draft.html = html;
            return messages.prepare(draft).preview(ANN).html();
        });
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate("Number(" + expression + ")")).doubleValue();
    }
}
