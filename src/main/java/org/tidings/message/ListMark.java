package org.tidings.message;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * What stands before the first item of a list.
 *
 * @param type of the HTML list: {@code 1}, {@code a}, {@code A}, {@code i}, {@code I}, or empty for bullets
 * @param start the position of the item, 1 for the first
 */
record ListMark(String type, int start) {
    private static final Pattern MARK = Pattern.compile("[(\\[]?(\\d{1,6}|[A-Za-z]{1,8})[.):\\]]+");
    private static final String ROMAN = "ivxlcdm";
    private static final int[] VALUES = {1, 5, 10, 50, 100, 500, 1000};

    static ListMark of(String text) {
        Matcher mark = MARK.matcher(text.replace('\u00a0', ' ').strip());
        if (!mark.matches()) {
            return new ListMark("", 1);
        }
        String word = mark.group(1);
        if (Character.isDigit(word.charAt(0))) {
            return new ListMark("1", Integer.parseInt(word));
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean small = word.equals(lower);
        boolean roman =
                lower.equals("i") || (lower.length() > 1 && lower.chars().allMatch(c -> ROMAN.indexOf(c) >= 0));
        if (roman) {
            return new ListMark(small ? "i" : "I", roman(lower));
        }
        return lower.length() == 1 ? new ListMark(small ? "a" : "A", lower.charAt(0) - 'a' + 1) : new ListMark("", 1);
    }

    /** An empty list that begins with this mark. */
    Element list() {
        Element list = new Element(type.isEmpty() ? "ul" : "ol");
        if (!type.isEmpty() && !type.equals("1")) {
            list.attr("type", type);
        }
        if (start > 1) {
            list.attr("start", Integer.toString(start));
        }
        return list;
    }

    private static int roman(String digits) {
        int sum = 0;
        int before = 0;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int value = VALUES[ROMAN.indexOf(digits.charAt(i))];
            sum += value < before ? -value : value;
            before = Math.max(before, value);
        }
        return sum;
    }
}
