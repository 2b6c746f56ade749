package org.tidings.message;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** The web pages to which a message links. */
public final class MessageLinks {

    private MessageLinks() {}

    /** Those that are the same for all recipients, in order and as browsers read them. */
    public static Set<String> constant(String html) {
        Set<String> links = new LinkedHashSet<>();
        for (Element link : Jsoup.parse(html).select("a[href], area[href]")) {
            Optional.of(LinkTarget.mended(link.attr("href")))
                    .filter(target -> !target.contains("{{"))
                    .flatMap(WebUrl::normalise)
                    .ifPresent(links::add);
        }
        return links;
    }
}
