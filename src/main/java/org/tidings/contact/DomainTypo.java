package org.tidings.contact;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses what somebody meant who mistyped the domain of a big mailbox provider: {@code gmial.com}. Only ever a question to a person; no
 * address is changed by it. Pure.
 */
public final class DomainTypo {

    /** Where most families have their mailbox; the first of two that are as near wins. */
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

    /** Real providers whose names look like slips of another's. */
    private static final Set<String> REAL = Set.of(
            "mail.com",
            "email.com",
            "ymail.com",
            "rocketmail.com",
            "me.com",
            "mac.com",
            "gmx.com",
            "gmx.net",
            "gmx.de",
            "aim.com",
            "att.net",
            "cox.net",
            "live.nl",
            "live.no",
            "live.se",
            "live.dk",
            "live.co.uk",
            "yahoo.ca",
            "yahoo.de",
            "yahoo.fr",
            "yahoo.it",
            "yahoo.es",
            "hotmail.de",
            "hotmail.fr",
            "hotmail.it",
            "hotmail.es",
            "outlook.de",
            "outlook.fr",
            "proton.me",
            "web.de",
            "mail.ru",
            "inbox.com");

    /** A name this long may hold two slips; in a shorter one two slips make another name. */
    private static final int LONG = 9;

    private DomainTypo() {}

    /** The address that may have been meant, with its local part as it is; empty when the domain looks fine. */
    public static Optional<String> meant(String email) {
        int at = email.lastIndexOf('@');
        return at < 1
                ? Optional.empty()
                : domain(email.substring(at + 1)).map(domain -> email.substring(0, at + 1) + domain);
    }

    /** The domain that may have been meant, in lower case as the given one is. */
    static Optional<String> domain(String typed) {
        if (COMMON.contains(typed) || REAL.contains(typed)) {
            return Optional.empty();
        }
        return COMMON.stream()
                .filter(common -> slips(typed, common) <= (common.length() >= LONG ? 2 : 1))
                .min(Comparator.comparingInt(common -> slips(typed, common)));
    }

    /** Letters left out, added, exchanged or swapped with their neighbour: the optimal string alignment distance. */
    private static int slips(String typed, String meant) {
        int[][] least = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(least, typed, meant, i, j);
            }
        }
        return least[typed.length()][meant.length()];
    }

    private static int step(int[][] least, String typed, String meant, int i, int j) {
        int exchanged = least[i - 1][j - 1] + (typed.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1);
        int best = Math.min(exchanged, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && typed.charAt(i - 1) == meant.charAt(j - 2)
                && typed.charAt(i - 2) == meant.charAt(j - 1);
        return swapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
    }
}
