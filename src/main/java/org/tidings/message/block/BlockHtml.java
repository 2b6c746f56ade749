package org.tidings.message.block;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.tidings.message.SafeHtml;

/**
 * Makes the HTML of a message from its blocks. The values of a block become text or attributes and never markup, except for rich text and HTML
 * blocks, which are sanitised. A block that has nothing to show is left out.
 */
public final class BlockHtml {

    /** How a style sheet is named among what was removed. */
    public static final String STYLE = "<style>";

    private static final String PICTURE = "max-width:100%;height:auto";
    private static final String COLUMN = "display:inline-block;width:100%;max-width:268px;vertical-align:top";
    private static final String EVENT =
            "border:1px solid #d1d5db;border-left:4px solid %s;padding:16px;margin:0 0 16px";
    private static final int COLUMN_WIDTH = 260;

    /** The class of what only a recipient can use. */
    public static final String ANSWER = "tidings-answer";

    /** The merge field with name, day, time, place and teacher of each class of a recipient. */
    public static final String CLASS_DETAILS = "class_details";

    private final BlockContext context;
    private final Element out;
    private final Set<String> removed = new LinkedHashSet<>();

    private BlockHtml(BlockContext context, Element out) {
        this.context = context;
        this.out = out;
    }

    /**
     * The content of a message, which {@link org.tidings.message.layout.MailLayout} surrounds.
     *
     * @param removed what HTML of its writer lost, in words for the writer
     */
    public record Content(String html, List<String> removed) {}

    /** The content of a message. */
    public static Content of(List<Block> blocks, BlockContext context) {
        Document document = Document.createShell("");
        document.outputSettings().prettyPrint(false);
        BlockHtml html = new BlockHtml(context, document.body());
        blocks.forEach(html::append);
        return new Content(document.body().html(), List.copyOf(html.removed));
    }

    /** What a block loses of HTML that is written into it, in words for its writer. */
    public static List<String> removedFrom(String html) {
        Set<String> removed = new LinkedHashSet<>();
        fragment(html, removed);
        return List.copyOf(removed);
    }

    private void append(Block block) {
        if (block instanceof Block.Heading heading) {
            append(heading);
        } else if (block instanceof Block.Text text) {
            appendRich(out, TypedText.html(text.html()));
        } else if (block instanceof Block.Picture picture) {
            append(picture);
        } else if (block instanceof Block.Button button) {
            append(button);
        } else if (block instanceof Block.Columns columns) {
            append(columns);
        } else if (block instanceof Block.Divider) {
            out.appendElement("hr");
        } else if (block instanceof Block.Quote quote) {
            append(quote);
        } else if (block instanceof Block.Event event) {
            append(event);
        } else if (block instanceof Block.ClassDetails details) {
            append(details);
        } else if (block instanceof Block.Files files) {
            append(files);
        } else if (block instanceof Block.GotIt gotIt) {
            append(gotIt);
        } else if (block instanceof Block.Poll poll) {
            append(poll);
        } else if (block instanceof Block.Html html) {
            // inside an element of its own: else a message of one table would be taken for one with a layout
            appendRich(out.appendElement("div"), html.html());
        }
    }

    private void append(Block.Heading heading) {
        if (!heading.text().isBlank()) {
            String level = heading.level().matches("[123]") ? heading.level() : "2";
            out.appendElement("h" + level).text(heading.text().strip());
        }
    }

    private void append(Block.Picture picture) {
        BlockLink.picture(picture.src()).ifPresent(source -> {
            Element paragraph = out.appendElement("p");
            Element parent = BlockLink.of(picture.link())
                    .map(link -> paragraph.appendElement("a").attr("href", link))
                    .orElse(paragraph);
            appendPicture(parent, source, picture.alt(), PictureWidth.of(picture.width()));
        });
    }

    private static void appendPicture(Element parent, String source, String alt, int width) {
        parent.appendElement("img")
                .attr("src", source)
                .attr("alt", alt.strip())
                .attr("width", Integer.toString(width))
                .attr("style", PICTURE);
    }

    private void append(Block.Button button) {
        BlockLink.of(button.link())
                .filter(link -> !button.label().isBlank())
                .ifPresent(link -> appendButton(out.appendElement("p"), link, button.label(), ""));
    }

    /** Two elements that stand side by side where there is room. Word, which renders for Outlook on Windows, needs a table. */
    private void append(Block.Columns columns) {
        Element row = out.appendElement("div").attr("style", "margin:0 0 16px;font-size:0");
        row.appendChild(new Comment(
                "[if mso]><table role=\"presentation\" width=\"100%\"><tr><td width=\"50%\" valign=\"top\"><![endif]"));
        append(row, columns.left());
        row.appendChild(new Comment("[if mso]></td><td width=\"50%\" valign=\"top\"><![endif]"));
        append(row, columns.right());
        row.appendChild(new Comment("[if mso]></td></tr></table><![endif]"));
    }

    private void append(Element row, Block.Column column) {
        Element cell = row.appendElement("div").attr("style", COLUMN);
        Element content = cell.appendElement("div").attr("style", "font-size:16px;padding:0 8px 0 0");
        BlockLink.picture(column.src())
                .ifPresent(source -> appendPicture(content.appendElement("p"), source, column.alt(), COLUMN_WIDTH));
        appendRich(content, TypedText.html(column.html()));
    }

    private void append(Block.Quote quote) {
        if (quote.text().isBlank()) {
            return;
        }
        Element element = out.appendElement("blockquote");
        appendLines(element.appendElement("p").attr("style", "margin:0"), quote.text());
        if (!quote.source().isBlank()) {
            element.appendElement("p")
                    .attr("style", "margin:8px 0 0")
                    .appendElement("em")
                    .text("— " + quote.source().strip());
        }
    }

    private void append(Block.Event event) {
        if (event.title().isBlank() && event.date().isBlank()) {
            return;
        }
        Element box = out.appendElement("div")
                .attr("style", EVENT.formatted(context.look().main().hex()));
        if (!event.title().isBlank()) {
            box.appendElement("h2")
                    .attr("style", "margin:0 0 8px;font-size:18px")
                    .text(event.title().strip());
        }
        Element facts = box.appendElement("p").attr("style", "margin:0");
        facts.appendElement("strong").text(EventTime.text(event, context.look().language()));
        if (!event.place().isBlank()) {
            facts.appendElement("br");
            facts.appendText(event.place().strip());
        }
        if (!event.description().isBlank()) {
            appendLines(box.appendElement("p").attr("style", "margin:8px 0 0"), event.description());
        }
    }

    private void append(Block.ClassDetails block) {
        if (block.classId().isBlank()) {
            Element paragraph = out.appendElement("p").addClass(ANSWER);
            paragraph.appendElement("strong").text("Your classes:");
            paragraph.appendText(" {{" + CLASS_DETAILS + "|none at the moment}}");
            return;
        }
        BlockContext.ClassText found = context.classes().get(block.classId());
        if (found != null) {
            Element paragraph = out.appendElement("p");
            paragraph.appendElement("strong").text(found.name());
            for (String detail : found.details()) {
                paragraph.appendElement("br");
                paragraph.appendText(detail);
            }
        }
    }

    private void append(Block.Files files) {
        if (context.files().isEmpty()) {
            return;
        }
        out.appendElement("p")
                .addClass(ANSWER)
                .text(files.title().isBlank() ? "Attached:" : files.title().strip());
        Element list = out.appendElement("ul").addClass(ANSWER);
        context.files().forEach(file -> list.appendElement("li").text(file));
    }

    private void append(Block.GotIt block) {
        Element box = out.appendElement("div").addClass(ANSWER);
        if (!block.text().isBlank()) {
            appendLines(box.appendElement("p"), block.text());
        }
        appendButton(box.appendElement("p"), "{{got_it_url}}", block.label().isBlank() ? "Got it" : block.label(), "");
    }

    private void append(Block.Poll poll) {
        if (poll.question().isBlank()) {
            return;
        }
        Element box = out.appendElement("div").addClass(ANSWER);
        appendLines(box.appendElement("p").appendElement("strong"), poll.question());
        Element buttons = box.appendElement("p");
        for (String answer : List.of("Yes", "No", "Maybe")) {
            String target = "{{poll_url}}?answer=" + answer.toLowerCase(Locale.ROOT);
            appendButton(buttons, target, answer, ";margin:0 8px 8px 0");
            buttons.appendText(" ");
        }
    }

    private void appendButton(Element parent, String target, String label, String style) {
        parent.appendElement("a")
                .attr("href", target)
                .attr("style", context.look().buttonStyle() + style)
                .text(label.strip());
    }

    private static void appendLines(Element parent, String text) {
        boolean first = true;
        for (String line : text.strip().lines().toList()) {
            if (!first) {
                parent.appendElement("br");
            }
            parent.appendText(line);
            first = false;
        }
    }

    private void appendRich(Element parent, String html) {
        parent.append(fragment(html, removed));
    }

    /** A style sheet would make the message one with a layout of its own ({@link org.tidings.message.layout.OwnLayout}). */
    private static String fragment(String html, Set<String> removed) {
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(html);
        removed.addAll(cleaned.removed());
        Document clean = Jsoup.parse(cleaned.html());
        clean.outputSettings().prettyPrint(false);
        for (Element style : clean.select("style")) {
            removed.add(
                    STYLE + (style.data().contains("@media") ? " with rules for phones or dark mode (@media)" : ""));
        }
        for (Element picture : clean.select("img[src^=cid:]")) {
            removed.add("image " + picture.attr("src")); // of another message
            picture.remove();
        }
        clean.select("style, title, meta").remove();
        return clean.body().html();
    }
}
