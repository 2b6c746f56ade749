package org.tidings.message;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Which elements, attributes and addresses are known to be harmless in mail. What is not listed here goes. */
final class SafeMarkup {
    private static final Set<String> KEPT =
            words("html head body title style meta a abbr address area article aside b bdi"
                    + " bdo big blockquote br button caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font"
                    + " footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main map mark nav ol p pre q s samp section small"
                    + " span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr");

    /** Removed with their content; the content of any other unknown element is kept. */
    private static final Set<String> DROPPED =
            words("script iframe object embed applet base link frame frameset noscript"
                    + " template svg math source track canvas portal xmp noembed noframes plaintext textarea select"
                    + " input keygen param option datalist");

    private static final Set<String> ATTRIBUTES = words("abbr align alt bgcolor border bordercolor cellpadding"
            + " cellspacing char charoff class clear color colspan compact coords datetime dir face frame headers height"
            + " hidden hspace id lang name noshade nowrap rel role rowspan rules scope shape size span start style summary"
            + " target title type usemap valign value vspace width href src background media charset content");
    private static final Set<String> LINK_ATTRIBUTES = Set.of("href");
    private static final Set<String> IMAGE_ATTRIBUTES = Set.of("src", "background");

    private static final Pattern LINK = Pattern.compile("(?i)(" + LinkTarget.SCHEMES + "|#).*");
    private static final Pattern IMAGE =
            Pattern.compile("(?i)(https?:|cid:|data:image/(png|gif|jpe?g|webp|bmp)[;,]).*");
    private static final Pattern META_NAME = Pattern.compile(
            "(?i)viewport|color-scheme|supported-color-schemes|format-detection|x-apple-disable-message-reformatting");
    private static final Pattern NAMESPACE =
            Pattern.compile("(?i)(http://www\\.w3\\.org/|urn:schemas-microsoft-com:).*");
    private static final Pattern OFFICE_ATTRIBUTE = Pattern.compile("(?:[vow]:)?[a-z-]+");
    private static final Pattern DOCTYPE_ID = Pattern.compile("[A-Za-z0-9 ./:-]*");

    private SafeMarkup() {}

    static boolean isKept(Element element) {
        return KEPT.contains(element.normalName());
    }

    static boolean isDropped(Element element) {
        boolean foreign = !element.tag().namespace().equals("http://www.w3.org/1999/xhtml");
        return foreign
                || DROPPED.contains(element.normalName())
                || (element.nameIs("meta") && !isHarmlessMeta(element));
    }

    static boolean isKept(String tag) {
        return KEPT.contains(tag);
    }

    static boolean isDropped(String tag) {
        return DROPPED.contains(tag);
    }

    /** True for an attribute that may stay; of a {@code style}, only what {@link SafeCss} leaves of it. */
    static boolean isHarmless(String element, Attribute attribute) {
        return isHarmless(element, attribute.getKey().toLowerCase(Locale.ROOT), attribute.getValue());
    }

    static boolean isHarmlessDoctype(String ids) {
        return DOCTYPE_ID.matcher(ids).matches();
    }

    private static boolean isHarmless(String element, String attribute, String value) {
        if (element.indexOf(':') > 0 && isOfficeAttribute(attribute)) {
            return true;
        }
        if (attribute.startsWith("aria-")) {
            return attribute.matches("aria-[a-z]+");
        }
        if (attribute.startsWith("xmlns")) {
            return (element.equals("html") || element.indexOf(':') > 0)
                    && attribute.matches("xmlns(:[a-z]+)?")
                    && NAMESPACE.matcher(value).matches();
        }
        if (attribute.equals("http-equiv")) {
            return element.equals("meta");
        }
        if (!ATTRIBUTES.contains(attribute)) {
            return false;
        }
        if (LINK_ATTRIBUTES.contains(attribute)) {
            return isAllowedUrl(value, LINK);
        }
        if (IMAGE_ATTRIBUTES.contains(attribute)) {
            return isAllowedUrl(value, IMAGE);
        }
        return true;
    }

    /** VML and Office have many attributes for shapes and none that acts, but for addresses. */
    private static boolean isOfficeAttribute(String attribute) {
        return OFFICE_ATTRIBUTE.matcher(attribute).matches()
                && !attribute.startsWith("on")
                && !attribute.contains("href")
                && !attribute.contains("src");
    }

    /** A harmless scheme, none at all, or a merge field as the whole or as the start of a path or query. */
    private static boolean isAllowedUrl(String value, Pattern allowed) {
        String url = value.replaceAll("[\\s\\p{Cntrl}]+", "");
        MergeTemplate template = new MergeTemplate(value.strip());
        if (allowed.matcher(url).matches() || MergeField.isWhole(value) || UrlTemplate.startsWithAddress(template)) {
            return true;
        }
        return template.isConstant() && !url.split("[/?#]", 2)[0].contains(":");
    }

    private static boolean isHarmlessMeta(Element meta) {
        String equiv = meta.attr("http-equiv");
        if (!equiv.isEmpty()) {
            return equiv.equalsIgnoreCase("content-type") || equiv.equalsIgnoreCase("x-ua-compatible");
        }
        return meta.hasAttr("charset") || META_NAME.matcher(meta.attr("name")).matches();
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }
}
