package org.tidings.platform;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates and normalises addresses for {@code RCPT TO}: a dot-atom local part of at most 64 octets and a domain name with at least one
 * dot, at most 254 octets in total (RFC 5321 section 4.5.3.1, RFC 3696 erratum 1690). Quoted local parts and address literals are valid but
 * do not occur in practice, so they are treated as typing errors. A non-ASCII local part is rejected because it requires SMTPUTF8 (RFC 6531)
 * on every server along the path. Addresses are stored and compared in lower case, international domains in their ASCII form (UTS 46).
 */
public final class EmailAddress {

    private static final Pattern LOCAL =
            Pattern.compile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern DOMAIN = Pattern.compile(
            "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+\\.)++(?!\\d++$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+");

    private static final Pattern HOST = Pattern.compile("^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?+");
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST = 254;

    private EmailAddress() {}

    /** Returns the normalised address, or empty if the input is not a valid address. Never throws. */
    public static Optional<String> normalise(String typed) {
        return toAscii(typed).map(address -> address.toLowerCase(Locale.ROOT));
    }

    /** Like {@link #normalise}, with the letters of the local part as they were typed: for display and for headers. */
    public static Optional<String> toAscii(String typed) {
        String address = typed.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || address.length() > LONGEST) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        if (!LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return asciiDomain(address.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(whole -> whole.length() <= LONGEST);
    }

    /** Like {@link #toAscii}, and also at a host without a dot: senders of one's own network, such as {@code news@localhost}. */
    public static Optional<String> toAsciiWithHost(String typed) {
        String address = typed.strip();
        int at = address.lastIndexOf('@');
        boolean isHost = at > 0
                && at <= LONGEST_LOCAL
                && LOCAL.matcher(address.substring(0, at)).matches()
                && HOST.matcher(address.substring(at + 1)).matches();
        return isHost ? Optional.of(address) : toAscii(typed);
    }

    /** The normalised address if it is valid, otherwise the input, which drafts keep as it was typed. */
    public static String normaliseIfValid(String typed) {
        return normalise(typed).orElse(typed.strip());
    }

    private static Optional<String> asciiDomain(String typed) {
        boolean isAscii = typed.chars().allMatch(c -> c < 0x80);
        Optional<String> domain =
                isAscii ? Optional.of(typed.toLowerCase(Locale.ROOT)) : InternationalDomain.toAscii(typed);
        return domain.filter(ascii -> DOMAIN.matcher(ascii).matches());
    }
}
