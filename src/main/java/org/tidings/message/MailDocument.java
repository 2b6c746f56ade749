package org.tidings.message;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Staff's HTML completed to a whole mail: preview text at the start, footer at the end, reading direction. */
final class MailDocument {
    private static final String HIDDEN = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;"
            + "font-size:1px;line-height:1px;mso-hide:all";
    private static final String FOOTER =
            "margin-top:32px;padding-top:12px;border-top:1px solid #ccc;font-size:12px;line-height:1.5;color:#666";
    private static final String WHY_NOTICE =
            "You get this notice because you or someone in your family takes classes with us. It is not advertising.";

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
        if (!hasUnsubscribeLink(document)) {
            appendFooter(document.body(), content);
        }
        String preheader = content.preheader();
        if (preheader != null && !preheader.isBlank()) {
            document.body().prependElement("div").attr("style", HIDDEN).text(HeaderText.oneLine(preheader));
        }
        return document;
    }

    /** The plain text with its own footer, where it needs one. */
    static String textOf(MessageContent content) {
        String typed = content.text();
        String text = typed == null ? PlainText.from(content.html()) : typed;
        return UNSUBSCRIBE_URL.matcher(text).find() ? text : text.stripTrailing() + textFooter(content);
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

    private static void appendFooter(Element body, MessageContent content) {
        Element footer = body.appendElement("div").attr("style", FOOTER);
        Element sender = footer.appendElement("p").text("Sent by " + content.accountName());
        for (String line : lines(content.postalAddress())) {
            sender.appendElement("br");
            sender.appendText(line);
        }
        if (!content.marketing()) {
            footer.appendElement("p").text(WHY_NOTICE);
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
        if (!content.marketing()) {
            footer.append("\n\n").append(WHY_NOTICE);
        }
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
