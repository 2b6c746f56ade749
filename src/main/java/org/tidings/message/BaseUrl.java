package org.tidings.message;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Resolves the relative addresses of a page that has a {@code base} element, which mail programs ignore. */
final class BaseUrl {
    private static final List<String> ATTRIBUTES = List.of("href", "src", "background");
    private static final Pattern RELATIVE =
            Pattern.compile("(?!#|\\{\\{|[A-Za-z][A-Za-z0-9+.-]*:)\\S.*", Pattern.DOTALL);

    private BaseUrl() {}

    static void resolve(Document document) {
        Element base = document.selectFirst("base[href]");
        String url = base == null ? "" : WebUrl.normalise(base.attr("href")).orElse("");
        if (url.isEmpty()) {
            return;
        }
        for (String attribute : ATTRIBUTES) {
            for (Element element : document.select("[" + attribute + "]")) {
                if (!element.nameIs("base")) {
                    resolve(element, attribute, url);
                }
            }
        }
    }

    private static void resolve(Element element, String attribute, String base) {
        String typed = attribute.equals("href")
                ? LinkTarget.mended(element.attr(attribute))
                : element.attr(attribute).strip();
        if (!RELATIVE.matcher(typed).matches()) {
            return;
        }
        List<String> fields = MergeField.PATTERN
                .matcher(typed)
                .results()
                .map(MatchResult::group)
                .toList();
        element.setBaseUri(base);
        element.attr(
                attribute, MergeField.PATTERN.matcher(typed).replaceAll("tidingsfield")); // braces would be encoded
        String absolute = element.absUrl(attribute);
        for (String field : fields) {
            absolute = absolute.replaceFirst("tidingsfield", Matcher.quoteReplacement(field));
        }
        element.attr(attribute, absolute.isEmpty() ? typed : absolute);
    }
}
