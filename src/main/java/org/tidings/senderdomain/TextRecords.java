package org.tidings.senderdomain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.tidings.platform.dns.DnsAnswer;
import org.xbill.DNS.TXTRecord;

/** TXT records with the strings of each joined, as RFC 7208, section 3.3 and RFC 6376, section 3.6.2.2 demand. */
final class TextRecords {

    private TextRecords() {}

    /** Those that begin with a version such as {@code v=spf1}, alone or before a blank or a semicolon. */
    static List<String> of(DnsAnswer answer, String version) {
        return all(answer).stream()
                .filter(text -> isOfVersion(text.strip().toLowerCase(Locale.ROOT), version))
                .toList();
    }

    static List<String> all(DnsAnswer answer) {
        return answer.as(TXTRecord.class).map(TextRecords::joined).toList();
    }

    private static String joined(TXTRecord record) {
        StringBuilder text = new StringBuilder();
        for (byte[] part : record.getStringsAsByteArrays()) {
            text.append(new String(part, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static boolean isOfVersion(String text, String version) {
        return text.startsWith(version)
                && (text.length() == version.length() || " ;\t".indexOf(text.charAt(version.length())) >= 0);
    }
}
