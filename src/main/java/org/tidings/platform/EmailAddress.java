package org.tidings.platform;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates and normalises addresses for {@code RCPT TO}: a dot-atom local part of at most 64 octets and a domain name with at least one
 * dot, at most 254 octets in total (RFC 5321 section 4.5.3.1, RFC 3696 erratum 1690). Quoted local parts and address literals are valid but
 * do not occur in practice, so they are treated as typing errors. A non-ASCII local part is rejected because it requires SMTPUTF8 (RFC 6531)
 * on every server along the path. Addresses are stored and compared in lower case, international domains in their ASCII form (RFC 5890).
 */
public final class EmailAddress {

    private static final Pattern LOCAL =
            Pattern.compile("^[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern DOMAIN = Pattern.compile(
            "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+\\.)++(?!\\d++$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?+");

    private EmailAddress() {}

    /** Returns the normalised address, or empty if the input is not a valid address. Never throws. */
    public static Optional<String> normalise(String typed) {
        String address = typed.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || address.length() > 254) {
            return Optional.empty();
        }
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        Optional<String> domain = asciiDomain(address.substring(at + 1));
        boolean ascii = address.substring(0, at).chars().allMatch(c -> c < 0x80); // the Kelvin sign becomes a k
        if (domain.isEmpty()
                || !ascii
                || local.length() > 64
                || !LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        String whole = local + "@" + domain.get();
        return whole.length() <= 254 ? Optional.of(whole) : Optional.empty();
    }

    /** The normalised address if it is valid, otherwise the input, which drafts keep as it was typed. */
    public static String normaliseIfValid(String typed) {
        return normalise(typed).orElse(typed.strip());
    }

    private static Optional<String> asciiDomain(String typed) {
        String domain = typed.toLowerCase(Locale.ROOT);
        if (DOMAIN.matcher(domain).matches()) {
            return Optional.of(domain);
        }
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
