package org.tidings.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Comments that Outlook for Windows reads as HTML, such as <code>&lt;!--[if mso]&gt;&lt;table&gt;&lt;![endif]--&gt;</code>.
 * Layouts of many template editors rest on them. Half-open tables cannot be parsed, so their tags are judged singly.
 */
final class ConditionalComment {
    private static final String CONDITION = "^\\s*+\\[if [^\\]<>\"]{1,60}\\]>";
    private static final Pattern OPENING = Pattern.compile("(?i)" + CONDITION + "\\s*<!(--\\s*)?");
    private static final Pattern CLOSING = Pattern.compile("(?i)^\\s*+<!\\[endif\\]\\s*+");
    private static final Pattern WHOLE = Pattern.compile("(?is)(" + CONDITION + ")(.*)(<!\\[endif\\]\\s*)");
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30}+)((?:[^<>\"']|\"[^<\"]*+\"|'[^<']*+')*+)>");

    /** Names that only Outlook knows: VML, and settings of Office. */
    private static final Pattern OFFICE = Pattern.compile("xml|noscript|[vow]:[a-z]+");

    private ConditionalComment() {}

    /** True for the inside of a conditional comment, or of the comments that open and close a revealed part. */
    static boolean isOne(String comment) {
        return isFrame(comment) || WHOLE.matcher(comment).matches();
    }

    private static boolean isFrame(String comment) {
        return OPENING.matcher(comment).matches() || CLOSING.matcher(comment).matches();
    }

    /** The comment without what could act; empty if it is no conditional comment or cannot be read with certainty. */
    static Optional<String> clean(String comment, Removals removals) {
        if (isFrame(comment)) {
            return Optional.of(comment);
        }
        Matcher whole = WHOLE.matcher(comment);
        if (!whole.matches()) {
            return Optional.empty();
        }
        String inside = cleanTags(whole.group(2), removals);
        String clean = inside == null ? "" : whole.group(1) + inside + whole.group(3);
        if (inside == null || clean.contains("-->") || clean.contains("--!>")) {
            removals.element("!--" + whole.group(1).strip().replace(">", ""));
            return Optional.empty();
        }
        return Optional.of(clean);
    }

    /** Null if there is anything that is neither text nor a tag of a known kind. */
    private static @Nullable String cleanTags(String markup, Removals removals) {
        StringBuilder out = new StringBuilder(markup.length());
        Matcher tag = TAG.matcher(markup);
        int end = 0;
        while (tag.find(end)) {
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            String text = markup.substring(end, tag.start());
            boolean office = OFFICE.matcher(name).matches();
            if (!isText(text) || (SafeMarkup.isDropped(name) && !office)) {
                return null;
            }
            out.append(text);
            end = tag.end();
            if (SafeMarkup.isKept(name) || office) {
                out.append(cleanTag(tag.group(), name, removals));
            }
            if (name.equals("style") && tag.group(1).isEmpty()) {
                int close = markup.indexOf("</", end);
                close = close < 0 ? markup.length() : close;
                out.append(SafeCss.block(markup.substring(end, close), removals));
                end = close;
            }
        }
        String rest = markup.substring(end);
        return isText(rest) ? out.append(rest).toString() : null;
    }

    private static boolean isText(String text) {
        return text.indexOf('<') < 0 && text.indexOf('>') < 0;
    }

    /** The tag as typed, unless an attribute must go. */
    private static String cleanTag(String tag, String name, Removals removals) {
        if (tag.startsWith("</")) {
            return tag;
        }
        Element element = Parser.xmlParser().parseInput(tag, "").firstElementChild();
        if (element == null) {
            return "";
        }
        String typed = element.tagName();
        return element.attributesSize() > 0 && SafeAttributes.clean(name, element.attributes(), removals)
                ? "<" + typed + element.attributes().html() + (tag.endsWith("/>") ? "/>" : ">")
                : tag;
    }
}
