package org.tidings.message.layout;

import ch.digitalfondue.mjml4j.Mjml4j;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The document around a message: {@code layout.mjml}, rendered with the colours and fonts of a {@link Look}. Rendering takes some
 * milliseconds, so it is done once for each blast. Everything that people typed is added to the parsed document afterwards, as text,
 * and never becomes MJML or CSS.
 */
public final class MailLayout {
    private static final String TEMPLATE = template();

    /** Classes of the parts; short, because each message contains them. */
    private static final String HEADER = "th";

    private static final String MESSAGE = "tm";
    private static final String FOOTER = "tf";

    private static final String COLUMNS = "mj-column";

    /** Comments about Outlook before 2007, and those around the removed element for Internet Explorer. */
    private static final Pattern NEEDLESS_COMMENT =
            Pattern.compile("\\[if lte mso 11]>.*|\\[if !mso]><!|<!\\[endif]", Pattern.DOTALL);

    /** Values that are the initial ones, or given twice. */
    private static final String NEEDLESS =
            "direction:ltr;|word-spacing:normal;|background:#[0-9a-f]{6};(?=background-color:)|;$";

    /** Word, which renders the messages of Outlook for Windows, does not inherit fonts into tables. */
    private static final String OUTLOOK_FONT =
            "[if mso]><style>td,p,li,h1,h2,h3{font-family:%s!important}</style><![endif]";

    private final Document document;

    private MailLayout(Document document) {
        this.document = document;
    }

    /**
     * Renders the layout with empty parts.
     *
     * @param rightToLeft whether the message is written from right to left
     */
    public static MailLayout render(Look look, boolean rightToLeft) {
        Map<String, String> values = Map.of(
                "body", look.fonts().body(),
                "direction", rightToLeft ? "rtl" : "ltr",
                "start", rightToLeft ? "right" : "left",
                "ink", Look.INK.hex(),
                "outerInk", look.outerInk().hex(),
                "paper", Look.PAPER.hex(),
                "main", look.main().hex(),
                "background", look.background().hex(),
                "styles", styles(look));
        String mjml = TEMPLATE;
        for (Map.Entry<String, String> value : values.entrySet()) {
            mjml = mjml.replace("${" + value.getKey() + "}", value.getValue());
        }
        MailLayout layout = new MailLayout(Jsoup.parse(Mjml4j.render(mjml)));
        layout.compact();
        layout.document.select("[lang], html, [role=article]").attr("lang", look.language());
        layout.part(HEADER).empty();
        layout.part(MESSAGE).empty();
        layout.part(FOOTER).empty();
        layout.document
                .head()
                .appendChild(new Comment(OUTLOOK_FONT.formatted(look.fonts().body())));
        return layout;
    }

    public Document document() {
        return document;
    }

    public Element header() {
        return part(HEADER);
    }

    public Element message() {
        return part(MESSAGE);
    }

    public Element footer() {
        return part(FOOTER);
    }

    private Element part(String name) {
        return document.expectFirst("td." + name + " > div");
    }

    private static String styles(Look look) {
        return ":root{color-scheme:light dark}"
                + ".th img{display:block;max-width:100%;height:auto}.tf p{margin:0 0 8px}"
                + MessageStyles.css(look, "." + MESSAGE)
                + "@media (prefers-color-scheme:dark){body,body>div{background:" + Look.DARK_BACKGROUND.hex()
                + "!important}.tc,.tc>table{background:" + Look.DARK_PAPER.hex()
                + "!important}.th>div,.th p,.tf>div,.tf a{color:" + Look.DARK_INK.hex() + "!important}"
                + ".th img{background:#fff;color:"
                + Look.INK.hex() // a dark logo on a transparent ground, or its description
                + ";padding:8px;border-radius:6px}}";
    }

    /** Removes what no mail program needs: each message has all of it. There are no columns side by side, hence no rules for them. */
    private void compact() {
        document.select("title, meta[http-equiv=X-UA-Compatible]").remove();
        document.select("style").removeIf(style -> style.data().contains(COLUMNS));
        document.select("style").removeAttr("type");
        document.select("html").removeAttr("xmlns").removeAttr("xmlns:v"); // of drawings, which there are none of
        document.select("[class~=mj-]").removeAttr("class");
        document.select("[dir]").removeAttr("dir"); // the message's own is not known here
        document.select("[class='']").removeAttr("class");
        document.select("tbody").unwrap(); // every parser adds it again
        document.select("[style]")
                .forEach(element -> element.attr("style", element.attr("style").replaceAll(NEEDLESS, "")));
        List<Node> nodes = new ArrayList<>();
        document.traverse((node, depth) -> nodes.add(node));
        for (Node node : nodes) {
            if (node instanceof TextNode text && text.isBlank()) {
                text.remove();
            } else if (node instanceof DataNode data) {
                data.setWholeData(compact(data.getWholeData()));
            } else if (node instanceof Comment comment
                    && NEEDLESS_COMMENT.matcher(comment.getData()).matches()) {
                comment.remove();
            } else if (node instanceof Comment comment) {
                comment.setData(compact(comment.getData()));
            }
        }
    }

    private static String compact(String code) {
        return code.replaceAll("\\s+", " ")
                .replaceAll(" ?([{}<>:;]) ?", "$1")
                .replace(";}", "}")
                .replace(" class=\"\"", "")
                .strip();
    }

    private static String template() {
        try (InputStream file = MailLayout.class.getResourceAsStream("layout.mjml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
