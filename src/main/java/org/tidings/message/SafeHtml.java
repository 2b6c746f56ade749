package org.tidings.message;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Makes staff's HTML safe to store and show: what is not known to be harmless goes. Mail's old markup stays (tables, inline
 * styles, style blocks, Outlook's conditional comments), as do merge fields. jsoup's own Cleaner knows neither heads nor
 * style blocks nor comments, hence lists of our own.
 */
public final class SafeHtml {
    private static final Pattern WHOLE_DOCUMENT = Pattern.compile("(?i)<(!doctype|html|head|body)[\\s>]");
    private static final int ROUNDS = 4;

    private SafeHtml() {}

    /**
     * A message after cleaning.
     *
     * @param removed what was removed that a reader would have seen or used, in words for the writer
     */
    public record Cleaned(String html, List<String> removed) {}

    /**
     * The HTML without anything that could act. A fragment stays a fragment, a document a document. Never throws; cleaning
     * twice changes nothing more.
     */
    public static String clean(String html) {
        return cleaned(html).html();
    }

    /** Like {@link #clean}, and says what was removed. */
    public static Cleaned cleaned(String html) {
        Removals removals = new Removals();
        String clean = html;
        for (int round = 0; round < ROUNDS; round++) {
            String again = cleanOnce(clean, removals);
            if (again.equals(clean)) {
                break;
            }
            clean = again; // what was taken out may change how the rest is read, so it is read once more
        }
        return new Cleaned(clean, removals.list());
    }

    private static String cleanOnce(String html, Removals removals) {
        Document parsed = parse(html);
        BaseUrl.resolve(parsed);
        if (!isWholeDocument(html)) {
            OfficePaste.tidy(parsed);
        }
        Document clean = SafeCopy.of(parsed, removals);
        SplitFields.join(clean);
        clean.outputSettings().prettyPrint(false);
        return isWholeDocument(html) ? clean.outerHtml() : clean.body().html();
    }

    /** A fragment belongs into the body with all it has: else comments and styles at its start end up elsewhere. */
    static Document parse(String html) {
        return Jsoup.parse(isWholeDocument(html) ? html : "<body>" + html);
    }

    private static boolean isWholeDocument(String html) {
        return WHOLE_DOCUMENT.matcher(html).find();
    }
}
