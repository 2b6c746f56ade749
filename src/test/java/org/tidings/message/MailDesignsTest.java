package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools of mail designers write is stored as it was, and what had to be removed is named. */
class MailDesignsTest {
    private static final Pattern WITHOUT_EFFECT = Pattern.compile("data-.*|aria-roledescription|v?link|http-equiv");

    @ParameterizedTest
    @ValueSource(strings = {"columns", "components"})
    void designSurvivesWhole(String name) throws IOException {
        Document typed = Jsoup.parse(design(name));
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(design(name));
        Document clean = Jsoup.parse(cleaned.html());
        assertThat(cleaned.removed()).isEmpty();
        assertThat(elements(clean)).isEqualTo(elements(typed));
        assertThat(styles(clean)).isEqualTo(styles(typed));
        assertThat(conditionalComments(clean))
                .isEqualTo(conditionalComments(typed))
                .isNotEmpty();
        assertThat(clean.wholeText()).isEqualTo(typed.wholeText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"columns", "components", "builder", "outlook"})
    void cleaningTwiceChangesNothingMore(String name) throws IOException {
        String clean = SafeHtml.clean(design(name));
        assertThat(SafeHtml.cleaned(clean)).isEqualTo(new SafeHtml.Cleaned(clean, List.of()));
    }

    @Test
    void declarationThatActsGoesAloneAndIsNamed() throws IOException {
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(design("builder"));
        assertThat(cleaned.removed())
                .containsExactly(
                        "style @import https://fonts.riverside.example/css2?family=Lato:wght@400;700&display=swap",
                        "style width:expression(document.body.clientWidth)",
                        "style behavior:url(pie.htc)",
                        "<video>");
        Document clean = Jsoup.parse(cleaned.html());
        List<String> styles = styles(clean);
        assertThat(styles.get(0)).contains("font-family:Lato,Arial,sans-serif");
        assertThat(styles.get(1))
                .contains(
                        "box-sizing:border-box",
                        "a[x-apple-data-detectors]",
                        "u+.body .gmail-fix",
                        "div[style*=\"margin: 16px 0;\"]",
                        "color:#333",
                        "@media (max-width:620px)",
                        "width:100% !important")
                .doesNotContain("expression", "behavior");
        assertThat(conditionalComments(clean))
                .hasSize(4)
                .anyMatch(comment -> comment.contains("<v:roundrect") && comment.contains("fillcolor=\"#7747FF\""))
                .anyMatch(comment -> comment.contains("sup{font-size:100% !important}"));
        assertThat(clean.expectFirst("div[hidden]").attr("style")).isEqualTo("display:none");
        Element button = clean.expectFirst("a[href$=gala]");
        assertThat(button.text()).isEqualTo("Gala tickets");
        assertThat(button.expectFirst("span").attr("style")).isEqualTo("padding:5px 20px");
        assertThat(clean.expectFirst("a[href$=film] img").attr("alt")).isEqualTo("Watch the film");
        assertThat(clean.select("area[href$=teams]")).hasSize(1);
    }

    @Test
    void wordDocumentKeepsItsStyles() throws IOException {
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(design("outlook"));
        Document clean = Jsoup.parse(cleaned.html());
        assertThat(cleaned.removed()).allMatch(removed -> removed.contains("behavior:url(#default#VML)"));
        assertThat(styles(clean)).isEqualTo(styles(Jsoup.parse(design("outlook"))));
        assertThat(conditionalComments(clean))
                .anyMatch(comment -> comment.contains(".shape {") && !comment.contains("behavior"))
                .anyMatch(comment -> comment.contains("<o:shapedefaults v:ext=\"edit\" spidmax=\"1026\" />"));
        assertThat(clean.text().replace('\u00a0', ' '))
                .startsWith("Dear parents,")
                .endsWith("The hall is closed on 5 May.");
    }

    /** Both the message and the page of a message in a browser are still what the designer made. */
    @ParameterizedTest
    @ValueSource(strings = {"columns", "components", "builder", "outlook"})
    void textPartHasTheWords(String name) throws IOException {
        assertThat(PlainText.from(SafeHtml.clean(design(name))))
                .doesNotContain("{font", "mso", "preview")
                .containsAnyOf("See all times", "Confirm the class", "Gala tickets", "Dear parents");
    }

    private static List<String> elements(Document document) {
        List<String> elements = new ArrayList<>();
        for (Element element : document.getAllElements()) {
            StringBuilder tag = new StringBuilder(element.normalName());
            element.attributes().asList().stream()
                    .filter(attribute ->
                            !WITHOUT_EFFECT.matcher(attribute.getKey()).matches())
                    .forEach(attribute -> tag.append(' ').append(attribute));
            elements.add(tag.toString());
        }
        return elements;
    }

    private static List<String> styles(Document document) {
        return document.select("style").stream().map(Element::data).toList();
    }

    private static List<String> conditionalComments(Document document) {
        List<String> comments = new ArrayList<>();
        document.traverse((node, depth) -> {
            if (node instanceof Comment comment && comment.getData().contains("[if ")) {
                comments.add(comment.getData());
            }
        });
        return comments;
    }

    private static String design(String name) throws IOException {
        try (InputStream in = MailDesignsTest.class.getResourceAsStream("/designs/" + name + ".html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
