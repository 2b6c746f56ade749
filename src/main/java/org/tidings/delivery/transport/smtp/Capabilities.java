package org.tidings.delivery.transport.smtp;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server announced in its reply to EHLO (RFC 5321, section 4.1.1.1).
 *
 * @param pipelining RFC 2920
 * @param startTls RFC 3207
 * @param internationalized SMTPUTF8, RFC 6531
 * @param announcesSize SIZE, RFC 1870
 * @param largest most octets of a message; 0 when no limit was announced
 * @param mechanisms of AUTH, in upper case (RFC 4954)
 */
record Capabilities(
        boolean pipelining,
        boolean startTls,
        boolean internationalized,
        boolean announcesSize,
        long largest,
        Set<String> mechanisms) {

    /** A server that only knows HELO. */
    static final Capabilities NONE = new Capabilities(false, false, false, false, 0, Set.of());

    /** Reads the first line too: it should be the server's name, but some servers leave that out. */
    static Capabilities of(SmtpReply ehlo) {
        Set<String> keywords = new HashSet<>();
        Set<String> mechanisms = new HashSet<>();
        long largest = 0;
        for (String line : ehlo.lines()) {
            String[] words = line.substring(Math.min(4, line.length()))
                    .toUpperCase(Locale.ROOT)
                    .strip()
                    .split("[ =]+", -1);
            keywords.add(words[0]);
            List<String> parameters = Arrays.asList(words).subList(1, words.length);
            if (words[0].equals("AUTH")) {
                mechanisms.addAll(parameters); // also in the form AUTH=LOGIN of servers before RFC 2554
            } else if (words[0].equals("SIZE") && !parameters.isEmpty()) {
                largest = number(parameters.get(0));
            }
        }
        return new Capabilities(
                keywords.contains("PIPELINING"),
                keywords.contains("STARTTLS"),
                keywords.contains("SMTPUTF8"),
                keywords.contains("SIZE"),
                largest,
                Set.copyOf(mechanisms));
    }

    private static long number(String word) {
        return word.matches("\\d{1,18}") ? Long.parseLong(word) : 0;
    }

    /** True when the server accepts messages of so many octets, as far as it says. */
    boolean fits(long size) {
        return largest == 0 || size <= largest;
    }
}
