package org.tidings.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.tidings.message.ContentCheck.Kind;

/** The checks of the review page that need only the content. */
public final class MessageChecks {
    /** Fewer characters beside pictures are a caption. */
    private static final int FEW_CHARACTERS = 20;

    private static final Set<String> STANDARD_FIELDS = Set.of("first_name", "last_name", "email");
    private static final Pattern NO_PLAIN_WORDS = Pattern.compile(
            "(?i)(click here|click|here|this|this link|link|read more|more|learn more|go)[.!…→» ]*|(https?://|www\\.)\\S+");

    /** Services that hide the target; spammers use them so much that filters count them as a sign of spam. */
    private static final Pattern SHORTENED = Pattern.compile(
            "(?i)https?://(?:www\\.)?(?:bit\\.ly|tinyurl\\.com|t\\.co|goo\\.gl|ow\\.ly|is\\.gd|buff\\.ly|rb\\.gy|cutt\\.ly|shorturl\\.at)/.*");

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
        checks.picturesOnly(document);
        checks.fields(content, document, customFields);
        document.select("a[href], area[href]").forEach(checks::link);
        document.select("img").forEach(checks::image);
        checks.findings.addAll(ContrastCheck.of(document));
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
        } else {
            findings.addAll(SubjectCheck.of(content.subject()));
        }
        if (isEmpty(document)) {
            add(Kind.EMPTY_MESSAGE, "The message is empty.", "");
        }
    }

    private void picturesOnly(Document document) {
        if (document.selectFirst("img") != null && document.text().strip().length() < FEW_CHARACTERS) {
            add(
                    Kind.PICTURES_ONLY,
                    "Almost everything is in a picture. Many mail programs hide pictures at first, and spam filters distrust"
                            + " such messages. Write what matters as text.",
                    "");
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
        ForeignFields.Found foreign = ForeignFields.in(all, known);
        findings.addAll(foreign.findings());
        MergeTemplate template = new MergeTemplate(all);
        Set<String> withoutFallback = template.fieldsWithoutFallback();
        for (String name : template.fields()) {
            if (!known.contains(name) && !foreign.names().contains(name)) {
                String consequence =
                        withoutFallback.contains(name) ? "it will be empty." : "everyone gets the words after the bar.";
                add(
                        Kind.UNKNOWN_FIELD,
                        "No recipient has a field with this name, so " + consequence,
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
        if (SHORTENED.matcher(target).matches()) {
            add(
                    Kind.SHORTENED_LINK,
                    "Spam filters distrust shortened links, because they hide where they lead. Use the full address.",
                    target);
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

    private void add(Kind kind, String sentence, String detail) {
        findings.add(new ContentCheck(kind, sentence, detail));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
