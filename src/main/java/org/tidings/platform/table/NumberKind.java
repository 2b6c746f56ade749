package org.tidings.platform.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** What a number stands for, by the format of its cell. */
enum NumberKind {
    NUMBER,
    DATE,
    TIME;

    private static final Pattern NOT_A_CODE = Pattern.compile("\"[^\"]*+\"?|\\\\.|\\[(?!h|m|s)[^\\]]*+\\]?|[_*].");
    private static final int LONGEST_FORMAT = 1_000;
    private static final int MOST_STYLES = 100_000;

    /** The kind of each cell style; nothing but numbers in a workbook without styles. */
    static List<NumberKind> read(ZipFile zip, String part) {
        List<NumberKind> kinds = new ArrayList<>();
        Map<Integer, String> codes = new HashMap<>();
        XmlPart.find(zip, part).ifPresent(xml -> {
            try (xml) {
                boolean isCellStyles = false;
                while (xml.next() && kinds.size() < MOST_STYLES && codes.size() < MOST_STYLES) {
                    if (xml.isStart("numFmt")) {
                        codes.put(CellNumber.integer(xml.attribute("numFmtId")), xml.attribute("formatCode"));
                    } else if (xml.isStart("cellXfs") || xml.isEnd("cellXfs")) {
                        isCellStyles = xml.isStart("cellXfs");
                    } else if (isCellStyles && xml.isStart("xf")) {
                        int id = CellNumber.integer(xml.attribute("numFmtId"));
                        String code = codes.get(id);
                        kinds.add(code == null ? of(id) : of(code));
                    }
                }
            }
        });
        return kinds;
    }

    /** A format of Excel's own (ECMA-376, part 1, section 18.8.30). */
    static NumberKind of(int id) {
        if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) {
            return DATE;
        }
        return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? TIME : NUMBER;
    }

    /** A format of the workbook, such as {@code dd\.mm\.yyyy}. */
    static NumberKind of(String code) {
        String first = code.split(";", 2)[0].toLowerCase(Locale.ROOT);
        if (first.length() > LONGEST_FORMAT || first.contains("general")) {
            return NUMBER;
        }
        String letters = NOT_A_CODE.matcher(first).replaceAll("");
        boolean hasDay = letters.indexOf('y') >= 0 || letters.indexOf('d') >= 0;
        boolean hasClock = letters.indexOf('h') >= 0 || letters.indexOf('s') >= 0;
        boolean hasMonth = letters.indexOf('m') >= 0;
        return hasDay || (hasMonth && !hasClock) ? DATE : hasClock ? TIME : NUMBER;
    }
}
