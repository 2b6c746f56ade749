package org.tidings.contact;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Suggests corrections for mistyped domains of large mailbox providers, such as {@code gmial.com}. Staff decide about each suggestion; no
 * address is changed automatically.
 */
public final class DomainTypo {

    /** The most common providers; of two equally close domains, the first is suggested. */
    private static final List<String> COMMON = List.of(
            "gmail.com",
            "yahoo.com",
            "hotmail.com",
            "outlook.com",
            "icloud.com",
            "aol.com",
            "live.com",
            "msn.com",
            "comcast.net",
            "verizon.net",
            "googlemail.com",
            "yahoo.co.uk",
            "hotmail.co.uk",
            "btinternet.com",
            "protonmail.com");

    /** Existing domains that look like typing errors of another one, and those that must never be changed. */
    private static final Set<String> REAL = Set.of(
            // Apple's relays for hidden addresses
            "privaterelay.appleid.com",
            "private.icloud.com",
            "mail.com",
            "email.com",
            "gmx.com",
            "gmx.net",
            "ymail.com",
            "rocketmail.com",
            "me.com",
            "mac.com",
            "aim.com",
            "att.net",
            "cox.net",
            "web.de",
            "inbox.com",
            "proton.me",
            "pm.me",
            "protonmail.ch",
            "hey.com",
            "juno.com",
            "sky.com",
            "tutamail.com",
            "fastmail.com",
            "fastmail.fm",
            "hushmail.com",
            "rediffmail.com",
            "ntlworld.com",
            "charter.net",
            "earthlink.net",
            "sbcglobal.net",
            "bellsouth.net",
            "netzero.net",
            "free.fr",
            "libero.it",
            "ziggo.nl",
            "live.com.au",
            "live.com.mx",
            "live.com.pt");

    /** Yahoo, Microsoft and others have domains of their own in most countries. */
    private static final Pattern NATIONAL = Pattern.compile(
            "(?:yahoo|hotmail|outlook|live|msn|aol|gmx|mail|googlemail|icloud)\\.(?!co$|cm$|om$)(?:com?\\.)?[a-z]{2}");

    /** Minimum length of a domain for which two typing errors are accepted; in shorter ones two errors match unrelated domains. */
    private static final int LONG_DOMAIN = 9;

    private DomainTypo() {}

    /** Suggests a corrected address with the same local part; empty if the domain looks correct. */
    public static Optional<String> suggestion(String email) {
        int at = email.lastIndexOf('@');
        return at < 1
                ? Optional.empty()
                : suggestedDomain(email.substring(at + 1)).map(domain -> email.substring(0, at + 1) + domain);
    }

    /** Suggests a corrected address for each of {@code emails} whose domain looks mistyped; each domain is examined once. */
    public static Map<String, String> suggestions(Collection<String> emails) {
        Map<String, Optional<String>> domains = new HashMap<>();
        Map<String, String> suggestions = new LinkedHashMap<>();
        for (String email : emails) {
            int at = email.lastIndexOf('@');
            if (at >= 1) {
                domains.computeIfAbsent(email.substring(at + 1), DomainTypo::suggestedDomain)
                        .ifPresent(domain -> suggestions.put(email, email.substring(0, at + 1) + domain));
            }
        }
        return suggestions;
    }

    /** Suggests a corrected domain. The argument must be in lower case. */
    static Optional<String> suggestedDomain(String typed) {
        if (COMMON.contains(typed)
                || REAL.contains(typed)
                || NATIONAL.matcher(typed).matches()) {
            return Optional.empty();
        }
        return COMMON.stream()
                .filter(common -> Math.abs(typed.length() - common.length()) <= 2) // cheap, and most domains end here
                .filter(common -> distance(typed, common) <= (common.length() >= LONG_DOMAIN ? 2 : 1))
                .min(Comparator.comparingInt(common -> distance(typed, common)));
    }

    /** The optimal string alignment distance: deleted, inserted, replaced or transposed characters. */
    private static int distance(String typed, String meant) {
        int[][] distances = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, typed, meant, i, j);
            }
        }
        return distances[typed.length()][meant.length()];
    }

    private static int step(int[][] distances, String typed, String meant, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (typed.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean transposed = i > 1
                && j > 1
                && typed.charAt(i - 1) == meant.charAt(j - 2)
                && typed.charAt(i - 2) == meant.charAt(j - 1);
        return transposed ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}
