package org.tidings.message;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSDeclarationList;
import com.helger.css.reader.CSSReaderDeclarationList;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Of the styles that an office program writes to every element, keeps those that a writer chooses. */
final class OfficeStyles {
    private static final CSSReaderSettings READING = new CSSReaderSettings()
            .setBrowserCompliantMode(true)
            .setCustomErrorHandler(new DoNothingCSSParseErrorHandler())
            .setCustomExceptionHandler(failure -> {});
    private static final Set<String> TABLE = Set.of("table", "tr", "td", "th", "col");
    private static final Set<String> CHOSEN = Set.of(
            "color",
            "background-color",
            "background",
            "font-weight",
            "font-style",
            "text-decoration",
            "text-align",
            "vertical-align",
            "list-style-type");
    private static final Set<String> USUAL = Set.of(
            "color:black",
            "color:#000",
            "color:#000000",
            "color:rgb(0,0,0)",
            "color:windowtext",
            "background:white",
            "background-color:transparent",
            "font-weight:normal",
            "font-weight:400",
            "font-style:normal",
            "text-decoration:none",
            "text-align:left",
            "text-align:start",
            "vertical-align:baseline",
            "list-style-type:disc",
            "list-style-type:decimal");

    private OfficeStyles() {}

    static void reduce(Element element) {
        for (String name : new String[] {"class", "lang", "aria-level", "role"}) {
            element.removeAttr(name);
        }
        String typed = element.attr("style");
        CSSDeclarationList list = typed.isEmpty() ? null : CSSReaderDeclarationList.readFromString(typed, READING);
        String style = list == null
                ? ""
                : chosen(element, list).map(OfficeStyles::text).collect(Collectors.joining("; "));
        if (style.isEmpty()) {
            element.removeAttr("style");
        } else {
            element.attr("style", style);
        }
    }

    private static Stream<CSSDeclaration> chosen(Element element, CSSDeclarationList list) {
        boolean table = TABLE.contains(element.normalName());
        return list.getAllDeclarations().stream().filter(declaration -> {
            String property = declaration.getProperty().toLowerCase(Locale.ROOT);
            String plain = text(declaration).toLowerCase(Locale.ROOT).replace(" ", "");
            return table ? !property.startsWith("mso-") : CHOSEN.contains(property) && !USUAL.contains(plain);
        });
    }

    private static String text(CSSDeclaration declaration) {
        return declaration.getProperty() + ": " + declaration.getExpressionAsCSSString();
    }
}
