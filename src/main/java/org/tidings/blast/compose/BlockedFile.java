package org.tidings.blast.compose;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that mailbox providers refuse, by the ends of their names: the union of
 * <a href="https://support.google.com/mail/answer/6590">Gmail's list</a> and what Outlook blocks of it.
 */
final class BlockedFile {
    private static final Set<String> EXTENSIONS = Set.of(
            ("ade adp apk appx appxbundle bat cab chm cmd com cpl diagcab diagcfg diagpkg dll dmg ex ex_ exe hlp hta img ins"
                            + " iso isp jar jnlp js jse lib lnk mde mjs msc msi msix msixbundle msp mst nsh pif ps1 psc1 reg scr"
                            + " sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll")
                    .split(" "));

    /** Windows ignores dots and blanks at the end; directional marks show a name in another order. */
    private static final Pattern IGNORED = Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private BlockedFile() {}

    static boolean isBlocked(String name) {
        String plain = IGNORED.matcher(name).replaceAll("");
        int end = plain.length();
        while (end > 0 && (plain.charAt(end - 1) == '.' || plain.charAt(end - 1) == ' ')) {
            end--;
        }
        int dot = plain.lastIndexOf('.', end - 1);
        return dot >= 0 && EXTENSIONS.contains(plain.substring(dot + 1, end).toLowerCase(Locale.ROOT));
    }
}
