package org.tidings.report.figures;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The name under which people know the provider of a mailbox: that of a large provider, or the domain itself. */
final class MailboxProvider {

    private static final Map<String, Pattern> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("Gmail", domains("gmail|googlemail"));
        KNOWN.put("Outlook.com and Hotmail", domains("outlook|hotmail|live|msn|passport|windowslive"));
        KNOWN.put("Yahoo and AOL", domains("yahoo|ymail|rocketmail|aol|aim"));
        KNOWN.put("iCloud", domains("icloud|me|mac|privaterelay\\.appleid"));
        KNOWN.put("GMX and WEB.DE", domains("gmx|web"));
        KNOWN.put("Proton", domains("proton|protonmail|pm"));
        KNOWN.put("AT&T", domains("att|sbcglobal|bellsouth"));
        KNOWN.put("Comcast", domains("comcast|xfinity"));
        KNOWN.put("Orange", domains("orange|wanadoo"));
    }

    private MailboxProvider() {}

    /** With one or two labels of a top-level domain, such as {@code .com} or {@code .co.uk}. */
    private static Pattern domains(String names) {
        return Pattern.compile("^(?:" + names + ")\\.[a-z]{2,3}(?:\\.[a-z]{2})?$");
    }

    static String of(String domain) {
        String name = domain.toLowerCase(Locale.ROOT);
        return KNOWN.entrySet().stream()
                .filter(known -> known.getValue().matcher(name).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }
}
