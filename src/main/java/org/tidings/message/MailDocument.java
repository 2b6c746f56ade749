package org.tidings.message;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;

/** Staff's HTML completed to a whole mail: preview text at the start, footer at the end, reading direction. */
final class MailDocument {
    private static final String HIDDEN = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;"
            + "font-size:1px;line-height:1px;mso-hide:all";
    private static final String FOOTER =
            "margin-top:32px;padding:12px 16px;border-top:1px solid #ccc;font-size:12px;line-height:1.5;"
                    + "background:#fff;color:#595959"; // whatever the colours of the message are
    private static final String WHY_NOTICE =
            "You get this notice because you or someone in your family takes classes with us. It is not advertising.";
    private static final String WHY_MARKETING = "You get this email because you are on our mailing list.";
    private static final int DERIVED_PREHEADER = 100;

    /** In plain text the address stands alone; what touches it would be read as part of it. */
    private static final Pattern UNSUBSCRIBE_URL = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}/:=%?&#@])\\{\\{[\\s\\u00a0]*+unsubscribe[ _]url[\\s\\u00a0]*+(\\|[^{}]*+)?}}(?![\\p{L}\\p{N}/=%?&#@])");
    /** First character of the Hebrew block, below which no script is written from right to left. */
    private static final char FIRST_RIGHT_TO_LEFT = '\u0590';

    private static final Set<Character.UnicodeScript> RIGHT_TO_LEFT = Set.of(
            Character.UnicodeScript.ARABIC,
            Character.UnicodeScript.HEBREW,
            Character.UnicodeScript.SYRIAC,
            Character.UnicodeScript.THAANA,
            Character.UnicodeScript.NKO,
            Character.UnicodeScript.ADLAM);

    private MailDocument() {}

    static Document of(MessageContent content) {
        Document document = SafeHtml.parse(content.html());
        document.body().select("style").forEach(document.head()::appendChild); // Gmail reads styles in the head only
        if (document.documentType() == null) {
            document.prependChild(new DocumentType("html", "", ""));
        }
        markDirection(document);
        SplitFields.join(document); // of messages that were stored before cleaning did it
        String preheader = content.preheader() == null
                ? ""
                : HeaderText.oneLine(content.preheader()).strip();
        Look look = content.look();
        if (look != null) {
            preheader = preheader.isEmpty() ? beginning(document) : preheader;
            document = LaidOutDocument.of(document, look, content);
        } else if (!hasUnsubscribeLink(document)) {
            appendFooter(document.body().appendElement("div").attr("style", FOOTER), content);
        }
        document.title(HeaderText.oneLine(content.subject())); // of the page in a browser; screen readers announce it
        if (!preheader.isEmpty()) {
            document.body().prependElement("div").attr("style", HIDDEN).text(preheader);
        }
        return document;
    }

    /** Mail programs show the first words of a message after its subject: with a layout, those of the header. */
    private static String beginning(Document document) {
        String text = document.body().text();
        if (text.length() <= DERIVED_PREHEADER) {
            return text;
        }
        int end = text.lastIndexOf(' ', DERIVED_PREHEADER);
        String cut = text.substring(0, end < 0 ? DERIVED_PREHEADER : end);
        int field = cut.lastIndexOf("{{");
        return field >= 0 && cut.indexOf("}}", field) < 0 ? cut.substring(0, field) : cut;
    }

    /** The plain text with its own footer, where it needs one. */
    static String textOf(MessageContent content) {
        String typed = content.text();
        String text = typed == null ? PlainText.from(content.html()) : typed;
        boolean complete =
                content.look() == null && UNSUBSCRIBE_URL.matcher(text).find();
        return complete ? text : text.stripTrailing() + textFooter(content);
    }

    /** True if a reader can follow a link to unsubscribe; the name of the field in a comment or in the text is none. */
    private static boolean hasUnsubscribeLink(Document document) {
        return document.select("a[href], area[href]").stream()
                .anyMatch(link -> LinkTarget.isUnsubscribe(link.attr("href"))
                        && (link.nameIs("area") || link.hasText() || link.selectFirst("img[src]") != null)
                        && !HiddenElement.isInside(link));
    }

    private static String unsubscribe(MessageContent content) {
        return content.marketing() ? "Unsubscribe" : "Unsubscribe from notices";
    }

    /** Whether a paragraph says why people get a message. */
    static boolean isReason(String paragraph) {
        return paragraph.equals(WHY_NOTICE) || paragraph.equals(WHY_MARKETING);
    }

    /** Why people get a message; empty for marketing without a layout. */
    private static String reason(MessageContent content) {
        if (!content.marketing()) {
            return WHY_NOTICE;
        }
        return content.look() == null ? "" : WHY_MARKETING;
    }

    private static Map<SocialNetwork, String> socialLinks(MessageContent content) {
        return content.look() == null ? Map.of() : content.look().links();
    }

    static void appendFooter(Element footer, MessageContent content) {
        Element sender = footer.appendElement("p").text("Sent by " + content.accountName());
        for (String line : lines(content.postalAddress())) {
            sender.appendElement("br");
            sender.appendText(line);
        }
        if (!reason(content).isEmpty()) {
            footer.appendElement("p").text(reason(content));
        }
        if (!socialLinks(content).isEmpty()) {
            Element links = footer.appendElement("p");
            socialLinks(content).forEach((network, url) -> {
                if (links.childNodeSize() > 0) {
                    links.appendText(" · ");
                }
                links.appendElement("a").attr("href", url).text(network.text());
            });
        }
        Element choices = footer.appendElement("p");
        choices.appendElement("a").attr("href", "{{unsubscribe_url}}").text(unsubscribe(content));
        choices.appendText(" · ");
        choices.appendElement("a").attr("href", "{{preferences_url}}").text("Preferences");
        choices.appendText(" · ");
        choices.appendElement("a").attr("href", "{{view_url}}").text("View in browser");
    }

    private static String textFooter(MessageContent content) {
        StringBuilder footer = new StringBuilder("\n\n--\nSent by ").append(content.accountName());
        for (String line : lines(content.postalAddress())) {
            footer.append('\n').append(line);
        }
        if (!reason(content).isEmpty()) {
            footer.append("\n\n").append(reason(content));
        }
        if (!socialLinks(content).isEmpty()) {
            footer.append('\n');
        }
        socialLinks(content)
                .forEach((network, url) ->
                        footer.append('\n').append(network.text()).append(": ").append(url));
        return footer.append("\n\n")
                .append(unsubscribe(content))
                .append(": {{unsubscribe_url}}\nPreferences: {{preferences_url}}\nView in browser: {{view_url}}\n")
                .toString();
    }

    private static String[] lines(@Nullable String address) {
        return address == null || address.isBlank()
                ? new String[0]
                : address.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toArray(String[]::new);
    }

    /** Without a direction, an Arabic or Hebrew message would be set flush left, its full stops at the wrong end. */
    private static void markDirection(Document document) {
        if (document.selectFirst("html[dir], body[dir]") != null) {
            return;
        }
        String text = document.body().text();
        if (text.chars().allMatch(c -> c < FIRST_RIGHT_TO_LEFT)) {
            return;
        }
        long letters = text.codePoints().filter(Character::isLetter).count();
        long rightToLeft = text.codePoints()
                .filter(c -> Character.isLetter(c) && RIGHT_TO_LEFT.contains(Character.UnicodeScript.of(c)))
                .count();
        if (rightToLeft * 2 > letters) {
            document.body().attr("dir", "rtl");
        }
    }
}
