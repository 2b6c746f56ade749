package org.tidings.message;

/**
 * A file's name as a parameter of a header: in quotes if it is short and ASCII, else in UTF-8 by RFC 2231. Never as an encoded
 * word, which RFC 2047 section 5 forbids inside quotes.
 */
final class FileNameParameter {
    private static final int LONGEST_LINE = 76;
    private static final int LONGEST_SECTION = 48;

    private FileNameParameter() {}

    /** The parameter as it follows a header's value, on lines of its own. */
    static String of(String parameter, String fileName) {
        String name = HeaderText.withoutPath(fileName);
        String quoted = " " + parameter + "=\"" + name + "\"";
        boolean plain = quoted.length() <= LONGEST_LINE && quoted.chars().allMatch(c -> c >= ' ' && c <= '~');
        return plain && !HeaderText.looksEncoded(name) ? ";\r\n" + quoted : extended(parameter, name);
    }

    /** RFC 2231 section 4, in sections (section 3) if the name is long. */
    private static String extended(String parameter, String name) {
        StringBuilder out = new StringBuilder();
        StringBuilder section = new StringBuilder("UTF-8''");
        int count = 0;
        for (int character : name.codePoints().toArray()) { // some readers decode each section by itself
            if (section.length() > LONGEST_SECTION) {
                out.append(section(parameter + "*" + count++, section));
                section.setLength(0);
            }
            section.append(WebUrl.encodeComponent(Character.toString(character)));
        }
        return out.append(section(count == 0 ? parameter : parameter + "*" + count, section))
                .toString();
    }

    private static String section(String parameter, StringBuilder value) {
        return ";\r\n " + parameter + "*=" + value;
    }
}
