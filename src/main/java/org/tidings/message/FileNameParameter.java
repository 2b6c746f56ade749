package org.tidings.message;

import java.nio.charset.StandardCharsets;

/**
 * A file's name as a parameter: {@code name} of Content-Type and {@code filename} of Content-Disposition in quotes, encoded
 * by RFC 2047 as mail programs expect it, and where that is not the plain name, {@code filename*} by RFC 2231, the standard.
 */
final class FileNameParameter {
    private static final int LONGEST_QUOTED = 300;
    private static final int LONGEST_SECTION = 54;

    private FileNameParameter() {}

    /** The parameter as it follows a header's value, on a line of its own. */
    static String quoted(String parameter, Attachment file) {
        if (file.name().length() > LONGEST_QUOTED) {
            return ""; // no file system has such a name, and a header line must not be longer than 998 octets
        }
        return ";\r\n " + HeaderText.fold(1, parameter + "=\"" + file.encodedName() + "\"");
    }

    /** The name in UTF-8 by RFC 2231, in sections if it is long; empty if the quoted one says it all. */
    static String extended(String parameter, Attachment file) {
        String name = HeaderText.withoutPath(file.name());
        if (name.equals(file.encodedName()) && name.length() <= LONGEST_QUOTED) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        StringBuilder section = new StringBuilder("UTF-8''");
        int count = 0;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (section.length() > LONGEST_SECTION) {
                out.append(section(parameter + "*" + count++, section));
                section.setLength(0);
            }
            WebUrl.appendEncoded(section, octet);
        }
        return out.append(section(count == 0 ? parameter : parameter + "*" + count, section))
                .toString();
    }

    private static String section(String parameter, StringBuilder value) {
        return ";\r\n " + parameter + "*=" + value;
    }
}
