package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficePasteTest {

    @Test
    void wordListsBecomeListsWithTheirMarks() throws IOException {
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(paste("word"));
        assertThat(lines(cleaned.html()))
                .isEqualTo("<p>Dear <b>parents</b>,</p>"
                        + "<ul><li>bring a towel<ul><li>a <span style=\"color: #C00000\">red</span> one</li></ul></li>"
                        + "<li>and goggles</li></ul>"
                        + "<p>&nbsp;</p>"
                        + "<ol type=\"a\" start=\"2\"><li>second team</li><li>third team, "
                        + "<a href=\"https://riverside.example/teams\"><span style=\"color: #0563C1\">see all</span></a></li></ol>"
                        + "<ol type=\"i\" start=\"4\"><li>the fourth rule</li></ol>"
                        + "<p></p>"
                        + "<table border=\"1\" cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse: collapse; border: none\"><tbody>"
                        + "<tr><td width=\"100\" valign=\"top\" style=\"width: 75.0pt; border: solid windowtext 1.0pt\"><p>Monday</p></td></tr>"
                        + "</tbody></table>");
        assertThat(cleaned.removed())
                .containsExactly("image file:///C:/Users/dana/AppData/Local/Temp/msohtmlclip1/01/clip_image002.png");
    }

    @Test
    void googleDocsLosesItsDefaultsAndKeepsEmphasis() throws IOException {
        assertThat(lines(SafeHtml.clean(paste("docs"))))
                .isEqualTo(
                        "<h2 dir=\"ltr\">Gala day</h2>"
                                + "<p dir=\"ltr\">Doors open at <span style=\"color: #cc0000; font-weight: 700\">nine</span>.</p>"
                                + "<ol><li dir=\"ltr\">Warm up<ol><li dir=\"ltr\" style=\"list-style-type: lower-alpha\">under eights</li></ol></li></ol><br>");
    }

    @Test
    void outlookKeepsItsListsAndMarkedWords() throws IOException {
        assertThat(lines(SafeHtml.clean(paste("outlook"))))
                .isEqualTo(
                        "<p>Hi all,</p><p>&nbsp;</p>"
                                + "<ul type=\"disc\"><li><i>pool</i> closed</li><li>gym <span style=\"background: yellow\">open</span></li></ul>"
                                + "<p><img width=\"20\" height=\"20\" id=\"Picture_x0020_1\" src=\"cid:image001.png@01DA\" alt=\"Logo\">Dana</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "docs", "outlook"})
    void cleaningTwiceChangesNothingMore(String name) throws IOException {
        String clean = SafeHtml.clean(paste(name));
        assertThat(SafeHtml.clean(clean)).isEqualTo(clean);
        assertThat(clean).doesNotContain("Mso", "mso-", "file:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "1. -> 1 1",
                "12) -> 1 12",
                "a. -> a 1",
                "(B) -> A 2",
                "i. -> i 1",
                "XIV. -> I 14",
                "v) -> a 22",
                "· ->  1",
                "o ->  1",
                "§ ->  1",
                "no mark. ->  1"
            })
    void markNamesTypeAndStart(String text, String expected) {
        ListMark mark = ListMark.of(text);
        assertThat((mark.type() + " " + mark.start()).strip()).isEqualTo(expected.strip());
    }

    @Test
    void designWithOutlookStylesIsNoPaste() {
        String design =
                "<table style=\"mso-table-lspace:0pt\"><tbody><tr><td class=\"x\" style=\"mso-padding-alt:0\">x</td></tr></tbody></table>";
        assertThat(SafeHtml.clean(design)).isEqualTo(design);
    }

    private static String lines(String html) {
        return html.replaceAll("\\s*\\n\\s*", "").strip();
    }

    private static String paste(String name) throws IOException {
        try (InputStream in = OfficePasteTest.class.getResourceAsStream("/pastes/" + name + ".html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
