package org.tidings.message;

import com.helger.css.decl.AbstractHasTopLevelRules;
import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSDeclarationList;
import com.helger.css.decl.CSSKeyframesRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.decl.IHasCSSDeclarations;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderDeclarationList;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import com.helger.css.writer.CSSWriter;
import com.helger.css.writer.CSSWriterSettings;
import java.util.List;

/** Takes single declarations out of styles that are not safe as a whole, and writes out what is left. */
final class CssFilter {
    private static final CSSReaderSettings READING = new CSSReaderSettings()
            .setBrowserCompliantMode(true)
            .setCustomErrorHandler(new DoNothingCSSParseErrorHandler())
            .setCustomExceptionHandler(failure -> {}); // what cannot be read is not written
    private static final CSSWriterSettings WRITING = new CSSWriterSettings().setOptimizedOutput(false);

    /** The parser is recursive. */
    private static final int DEEPEST = 50;

    private final Removals removals;

    CssFilter(Removals removals) {
        this.removals = removals;
    }

    /** The safe declarations of a {@code style} attribute. */
    String declarations(String css) {
        CSSDeclarationList list = isTooDeep(css) ? null : CSSReaderDeclarationList.readFromString(css, READING);
        if (list == null) {
            removals.style(css);
            return "";
        }
        filter(list);
        return safe(list.getAsCSSString(WRITING).replaceAll("[\\r\\n]++", " ").strip());
    }

    /** The safe rules of a style sheet. */
    String sheet(String css) {
        CascadingStyleSheet sheet = isTooDeep(css)
                ? null
                : CSSReader.readFromStringReader(css + "\n}}", READING); // as browsers, closes what is open
        if (sheet == null) {
            removals.style(css);
            return "";
        }
        sheet.getAllImportRules().forEach(rule -> removals.style("@import " + rule.getLocationString()));
        sheet.removeAllImportRules();
        filter(sheet);
        return safe(new CSSWriter(WRITING)
                .setWriteHeaderText(false)
                .setWriteFooterText(false)
                .getCSSAsString(sheet)
                .strip());
    }

    private void filter(AbstractHasTopLevelRules rules) {
        for (ICSSTopLevelRule rule : List.copyOf(rules.getAllRules())) {
            if (isSafe(rule)) {
                continue;
            }
            if (rule instanceof IHasCSSDeclarations<?> style) {
                filter(style);
                if (!style.hasDeclarations()) {
                    rules.removeRule(rule);
                    continue;
                }
            } else if (rule instanceof AbstractHasTopLevelRules group) { // @media, @supports and @layer
                filter(group);
            } else if (rule instanceof CSSKeyframesRule keyframes) {
                keyframes.getAllBlocks().forEach(this::filter);
            }
            if (!isSafe(rule)) {
                removals.style(rule.getAsCSSString(WRITING));
                rules.removeRule(rule);
            }
        }
    }

    private void filter(IHasCSSDeclarations<?> style) {
        for (CSSDeclaration declaration : List.copyOf(style.getAllDeclarations())) {
            if (!SafeCss.isSafe(declaration.getAsCSSString(WRITING))) {
                removals.style(declaration.getAsCSSString(WRITING));
                style.removeDeclaration(declaration);
            }
        }
    }

    private static boolean isSafe(ICSSTopLevelRule rule) {
        return SafeCss.isSafe(rule.getAsCSSString(WRITING));
    }

    /** The last look, at what is really written. */
    private static String safe(String css) {
        return SafeCss.isSafe(css) ? css : "";
    }

    private static boolean isTooDeep(String css) {
        int depth = 0;
        for (int i = 0; i < css.length() && depth <= DEEPEST; i++) {
            depth += switch (css.charAt(i)) {
                case '{', '(', '[' -> 1;
                case '}', ')', ']' -> -1;
                default -> 0;
            };
            depth = Math.max(depth, 0);
        }
        return depth > DEEPEST;
    }
}
