package org.tidings.message;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.MailLayout;
import org.tidings.message.layout.OwnLayout;

/** A message inside the account's layout: header, what was written, and a footer, which no message can do without. */
final class LaidOutDocument {
    private static final String NAME = "margin:0;font-size:20px;line-height:1.25;font-weight:bold;font-family:";

    private LaidOutDocument() {}

    /** The same message, without a look if it brings a layout of its own. */
    static MessageContent decided(MessageContent content) {
        boolean own = content.look() != null && OwnLayout.isIn(content.html(), SafeHtml.parse(content.html()));
        return own ? content.withLook(null) : content;
    }

    /**
     * Moves a message into the layout.
     *
     * @param written its nodes are taken over
     */
    static Document of(Document written, Look look, MessageContent content) {
        boolean rightToLeft = written.body().attr("dir").equals("rtl");
        MailLayout layout = MailLayout.render(look, rightToLeft);
        layout.message().appendChildren(List.copyOf(written.body().childNodes()));
        colourLinks(layout.message(), look.main().hex());
        fillHeader(layout.header(), look, content.accountName());
        Element footer = layout.footer();
        MailDocument.appendFooter(footer, content);
        colourLinks(footer, look.outerInk().hex());
        if (rightToLeft) {
            layout.document().body().attr("dir", "rtl");
        }
        return layout.document();
    }

    private static void fillHeader(Element header, Look look, String name) {
        Logo logo = look.logo();
        String font = look.fonts().headings();
        if (logo == null) {
            header.appendElement("p").attr("style", NAME + font).text(name);
        } else {
            header.appendElement("img") // the style is that of the description, shown while pictures are blocked
                    .attr("src", logo.source())
                    .attr("width", Integer.toString(logo.width()))
                    .attr("height", Integer.toString(logo.height()))
                    .attr("alt", name)
                    .attr("style", "font-size:20px;font-weight:bold;font-family:" + font);
        }
        if (!look.headerText().isBlank()) {
            header.appendElement("p").attr("style", "margin:4px 0 0").text(look.headerText());
        }
    }

    /** Some mail programs ignore style sheets and would show links in their own blue, unreadable on a dark background. */
    private static void colourLinks(Element part, String colour) {
        for (Element link : part.select("a[href]:not([style])")) {
            link.attr("style", "color:" + colour);
        }
    }
}
