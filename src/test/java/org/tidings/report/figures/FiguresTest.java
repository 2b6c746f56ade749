package org.tidings.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.recipient.RecipientCounts;
import org.tidings.report.Links;

class FiguresTest {

    private static final Figures FIGURES = new Figures(
            List.of(
                    new Slot(0, 5, 1, 2, 0),
                    new Slot(11, 3, 0, 0, 0),
                    new Slot(101, 4, 2, 0, 1),
                    new Slot(123, 1, 0, 0, 0),
                    new Slot(204, 7, 0, 0, 0),
                    new Slot(300, 9, 8, 0, 0)),
            List.of(),
            List.of(),
            List.of(),
            0);

    @Test
    void longerSpansContainTheShorterOnes() {
        assertThat(opened(FIGURES.firstHour())).startsWith(5, 0).endsWith(0, 3).hasSize(12);
        assertThat(opened(FIGURES.firstDay())).startsWith(8, 4).endsWith(0, 1).hasSize(24);
        assertThat(opened(FIGURES.firstWeek())).startsWith(12, 0, 0, 1, 7).hasSize(28);
        assertThat(FIGURES.firstWeek().get(0)).isEqualTo(new Slot(0, 12, 3, 2, 1));
        assertThat(FIGURES.later().clicked()).isEqualTo(8);
    }

    @Test
    void figuresAreKeptAsJson() {
        assertThat(Figures.read(FIGURES.toJson())).isEqualTo(FIGURES);
    }

    @Test
    void columnsAreAsHighAsTheirShareAndNobodyIsInvisible() {
        TimeChart hour = TimeChart.of(
                        new Figures(List.of(new Slot(0, 1_000, 1, 0, 0)), List.of(), List.of(), List.of(), 0))
                .get(0);

        assertThat(hour.columns().get(0).openedHeight()).isEqualTo(hour.height());
        assertThat(hour.columns().get(0).clickedHeight()).isEqualTo(2);
        assertThat(hour.columns().get(1).openedHeight()).isZero();
        assertThat(hour.columns().get(0).text()).isEqualTo("0–5 min: 1,000 opened, 1 clicked");
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com,Gmail",
        "GoogleMail.com,Gmail",
        "hotmail.co.uk,Outlook.com and Hotmail",
        "live.no,Outlook.com and Hotmail",
        "me.com,iCloud",
        "yahoo.com.br,Yahoo and AOL",
        "gmx.de,GMX and WEB.DE",
        "live.studio.example,live.studio.example",
        "notgmail.com,notgmail.com",
        "school.example,school.example"
    })
    void providersAreNamedAsPeopleKnowThem(String domain, String name) {
        assertThat(MailboxProvider.of(domain)).isEqualTo(name);
    }

    @Test
    void messageShowsClicksBehindEachLinkAndAnswersBehindTheirButtons() {
        RecipientCounts counts = new RecipientCounts();
        counts.gotIt = 34;
        counts.answeredNo = 2;
        String html = "<p><a href='#link-0'>Tickets</a> <a href='#link-1'>Map</a> <a href='#link-7'>?</a>"
                + "<a href='https://t.example/y/preview'>Got it</a>"
                + "<a href='https://t.example/y/preview?answer=no'>No</a></p>";

        Element page = Jsoup.parse(MessageMap.of(html, List.of(link(0, 1_200), link(1, 0)), counts));

        assertThat(page.select("span").eachText()).containsExactly("1: 1,200", "2: 0", "34", "2");
        assertThat(page.select("span").eachAttr("title"))
                .containsExactly(
                        "Link 1: 1,200 people, 1,300 clicks",
                        "Link 2: 0 people, 100 clicks",
                        "Got it: 34 people",
                        "No: 2 people");
        assertThat(page.select("[href]")).isEmpty();
    }

    @Test
    void sharesOfNothingAreNoPercentage() {
        assertThat(new Share(0, 0).percent()).isEqualTo("–");
        assertThat(new Share(1, 1_000).length()).isEqualTo(1);
        assertThat(new Share(2, 3).percent()).isEqualTo("67%");
    }

    private static Links.Line link(int position, int people) {
        return new Links.Line(position, "https://x.example/", "Link", people + 100, people, 0, 0);
    }

    private static List<Integer> opened(List<Slot> slots) {
        return slots.stream().map(Slot::opened).collect(Collectors.toList());
    }
}
