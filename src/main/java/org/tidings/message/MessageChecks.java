package org.tidings.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.tidings.message.ContentCheck.Kind;

/** The checks of the review page that need only the content. */
public final class MessageChecks {
    /**
     * Gmail hides what comes after about 102 KB of HTML behind "View entire message". Google does not document it; measured in
     * <a href="https://www.spamresource.com/2022/01/what-is-gmail-clipping-and-what-to-do.html">Spam Resource, 2022</a>.
     */
    static final int GMAIL_CLIPS_AT = 102 * 1024;

    /** Octets that the layout adds at most. */
    static final int LAYOUT = 8 * 1024;

    private static final Set<String> STANDARD_FIELDS = Set.of("first_name", "last_name", "email");
    private static final Pattern NO_PLAIN_WORDS = Pattern.compile(
            "(?i)(click here|click|here|this|this link|link|read more|more|learn more|go)[.!…→» ]*|(https?://|www\\.)\\S+");

    private final List<ContentCheck> findings = new ArrayList<>();

    private MessageChecks() {}

    /**
     * What staff should look at before sending, in the order of the message.
     *
     * @param customFields names of the account's custom fields, as people wrote them
     */
    public static List<ContentCheck> inspect(MessageContent content, Set<String> customFields) {
        MessageChecks checks = new MessageChecks();
        Document document = Jsoup.parse(content.html());
        checks.emptiness(content, document);
        checks.fields(content, document, customFields);
        document.select("a[href], area[href]").forEach(checks::link);
        document.select("img").forEach(checks::image);
        checks.size(content);
        return List.copyOf(checks.findings);
    }

    /** True if the message shows neither text nor an image. */
    public static boolean isEmpty(String html) {
        return isEmpty(Jsoup.parse(html));
    }

    private static boolean isEmpty(Document document) {
        return !document.hasText() && document.selectFirst("img") == null;
    }

    private void emptiness(MessageContent content, Document document) {
        if (content.subject().isBlank()) {
            add(Kind.EMPTY_SUBJECT, "The message has no subject.", "");
        }
        if (isEmpty(document)) {
            add(Kind.EMPTY_MESSAGE, "The message is empty.", "");
        }
    }

    private void fields(MessageContent content, Document document, Set<String> customFields) {
        Set<String> known = new HashSet<>(STANDARD_FIELDS);
        customFields.forEach(name -> known.add(MergeField.normalise(name)));
        StringBuilder attributes = new StringBuilder();
        document.select("[href], [src], [alt], [title]")
                .forEach(element -> element.attributes()
                        .forEach(attribute ->
                                attributes.append(attribute.getValue()).append('\n')));
        String all = String.join(
                "\n",
                content.subject(),
                orEmpty(content.preheader()),
                document.text(),
                attributes,
                orEmpty(content.text()));
        for (String name : new MergeTemplate(all).fields()) {
            if (!known.contains(name)) {
                add(
                        Kind.UNKNOWN_FIELD,
                        "No recipient has a field with this name, so it will be empty.",
                        "{{" + name + "}}");
            }
        }
        String rest = MergeField.PATTERN.matcher(all).replaceAll("");
        int braces = rest.indexOf("{{");
        if (braces >= 0) {
            String excerpt =
                    rest.substring(braces, Math.min(rest.length(), braces + 40)).split("\\R", 2)[0];
            add(Kind.BROKEN_FIELD, "This is not a valid merge field. The braces will be sent as they are.", excerpt);
        }
    }

    private void link(Element link) {
        String target = LinkTarget.mended(link.attr("href"));
        boolean insecure = target.regionMatches(true, 0, "http:", 0, 5);
        boolean relative = !LinkTarget.isAbsolute(target) && !target.startsWith("#") && !target.startsWith("{{");
        if (!target.isEmpty() && (insecure || relative)) {
            String sentence = insecure
                    ? "This link is not secure: it starts with http instead of https."
                    : "This link does not start with https:// and may not work.";
            add(Kind.LINK_WITHOUT_HTTPS, sentence, target);
        }
        String words = link.text().strip();
        if (words.isEmpty() && link.selectFirst("img[src]") == null && !link.nameIs("area")) {
            add(Kind.LINK_WITHOUT_WORDS, "This link has no text, so no one can click it.", target);
        } else if (NO_PLAIN_WORDS.matcher(words).matches()) {
            add(Kind.LINK_WITHOUT_WORDS, "The text of this link does not say where it leads.", words);
        }
    }

    private void image(Element image) {
        Element parent = image.parent();
        boolean alone = parent != null && parent.nameIs("a") && parent.text().isBlank();
        if (!image.hasAttr("alt") || (alone && image.attr("alt").isBlank())) {
            String source = image.attr("src");
            add(
                    Kind.IMAGE_WITHOUT_DESCRIPTION,
                    "This image has no description for people who can't see it.",
                    source.length() > 100 ? source.substring(0, 100) + "…" : source);
        }
    }

    private void size(MessageContent content) {
        int bytes = AsciiHtml.entitiesOnly(content.html()).length(); // as it is sent
        if (LaidOutDocument.decided(content).look() != null) {
            bytes += LAYOUT;
        }
        if (bytes > GMAIL_CLIPS_AT) {
            String size = String.format(Locale.ROOT, "%,d KB", bytes / 1024);
            add(Kind.TOO_LARGE, "Gmail cuts off messages larger than 102 KB, including the links at the end.", size);
        }
    }

    private void add(Kind kind, String sentence, String detail) {
        findings.add(new ContentCheck(kind, sentence, detail));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
