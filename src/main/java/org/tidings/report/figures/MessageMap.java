package org.tidings.report.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.tidings.message.PreparedMessage;
import org.tidings.platform.web.Numbers;
import org.tidings.recipient.Answer;
import org.tidings.recipient.RecipientCounts;
import org.tidings.report.Links;

/**
 * A message with the number of people who clicked behind each of its links, and who confirmed or answered behind the buttons for that. The
 * number of a link is that in the table below.
 */
final class MessageMap {

    private static final String BADGE = "display:inline-block;margin:2px 4px;padding:0 7px;border-radius:10px;"
            + "font:bold 12px/20px sans-serif;letter-spacing:0;text-decoration:none;white-space:nowrap;border:1px solid #7a4b00;";

    /** From few clicks to many, each readable with black text. */
    private static final List<String> TONES = List.of("#f3f4f6", "#fff1c9", "#ffdd80", "#ffb938");

    private final Document page;

    private MessageMap(Document page) {
        this.page = page;
    }

    /**
     * The HTML of the message.
     *
     * @param html with {@link PreparedMessage#PLACE} and the position as the target of each link
     * @param links empty while they are being counted: nothing is drawn then
     */
    static String of(String html, List<Links.Line> links, RecipientCounts counts) {
        MessageMap map = new MessageMap(Jsoup.parse(html));
        map.page.outputSettings().prettyPrint(false);
        map.draw(links);
        map.draw("/y/preview", "Got it", counts.gotIt);
        for (Answer answer : Answer.values()) {
            map.draw(
                    "/y/preview?answer=" + answer.name().toLowerCase(java.util.Locale.ROOT),
                    answer.word(),
                    counts.of(answer));
        }
        map.page.select("a[href]").removeAttr("href"); // the picture is to be looked at
        return map.page.outerHtml();
    }

    private void draw(List<Links.Line> links) {
        Map<Integer, Links.Line> byPosition = new HashMap<>();
        links.forEach(link -> byPosition.put(link.position(), link));
        int most = links.stream().mapToInt(Links.Line::people).max().orElse(0);
        for (Element anchor : page.select("a[href^=" + PreparedMessage.PLACE + "]")) {
            String position = anchor.attr("href").substring(PreparedMessage.PLACE.length());
            Links.Line link = position.matches("\\d{1,6}") ? byPosition.get(Integer.parseInt(position)) : null;
            if (link != null) {
                String text = (link.position() + 1) + ": " + Numbers.of(link.people());
                String title = "Link " + (link.position() + 1) + ": " + Numbers.of(link.people(), "person", "people")
                        + ", " + Numbers.of(link.clicks(), "click", "clicks");
                anchor.after(badge(text, title, tone(link.people(), most)));
            }
        }
    }

    private void draw(String target, String label, int people) {
        for (Element anchor : page.select("a[href$=" + target + "]")) {
            anchor.after(
                    badge(Numbers.of(people), label + ": " + Numbers.of(people, "person", "people"), TONES.get(0)));
        }
    }

    private static String tone(int people, int most) {
        if (people == 0) {
            return TONES.get(0);
        }
        int last = TONES.size() - 1;
        return TONES.get(Math.min(last, 1 + people * last / (most + 1)));
    }

    private static Element badge(String text, String title, String tone) {
        return new Element("span")
                .attr("style", BADGE + "background:" + tone + ";color:#1f2937!important")
                .attr("title", title)
                .text(text);
    }
}
