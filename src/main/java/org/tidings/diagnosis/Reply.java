package org.tidings.diagnosis;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server said, from our own conversation with it or quoted in a notice.
 *
 * @param code the SMTP reply code (RFC 5321, section 4.2), 0 when none was given
 * @param status the enhanced status code, null when none was given
 * @param text the words, all lines joined by a space, without the codes that begin each line
 */
public record Reply(int code, @Nullable EnhancedStatus status, String text) {

    private static final Pattern CODE = Pattern.compile("(?:^|\\bsaid:|;)\\s*([2-5]\\d\\d)(?!\\w)(?!\\.\\d)");
    private static final Pattern LINE_START =
            Pattern.compile("^\\s*+(?:[2-5]\\d\\d(?:[ \\-]|$))?+\\s*+(?:[245]\\.\\d\\.\\d{1,3}(?:\\s++|$))?+");

    /** A reply as an SMTP client gives it; it does not matter whether the lines still begin with the code. */
    public static Reply of(int code, List<String> lines) {
        // The status is looked for behind the code, the one place where RFC 2034 puts it.
        String wire = lines.stream()
                .map(line -> line.startsWith(String.valueOf(code)) ? line : code + " " + line)
                .collect(Collectors.joining("\n"));
        return new Reply(code, EnhancedStatus.find(wire), words(wire));
    }

    /** A reply as text, one or several lines ("550-5.1.1 ...\n550 5.1.1 ..."), or a notice's diagnostic code. */
    public static Reply parse(String text) {
        Matcher m = CODE.matcher(text);
        return new Reply(m.find() ? Integer.parseInt(m.group(1)) : 0, EnhancedStatus.find(text), words(text));
    }

    private static String words(String wire) {
        return wire.lines()
                .map(line -> LINE_START.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** The server will not take this message to this address, whenever we ask. */
    public boolean permanent() {
        return code >= 500 || (code == 0 && status != null && status.category() == 5);
    }

    /** Code and status, for example "550 5.1.1", "451" or "" : what the column <em>code</em> of a report shows. */
    public String codes() {
        String enhanced = status == null ? "" : status.toString();
        return code == 0 ? enhanced : (code + " " + enhanced).strip();
    }

    /** The whole reply in one line, for experts. */
    public String line() {
        return (codes() + " " + text).strip();
    }
}
