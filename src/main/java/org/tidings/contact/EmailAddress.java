package org.tidings.contact;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may stand in {@code RCPT TO}: a dot-atom local part of at most 64 octets and a domain name with at least one dot, 254 octets in all
 * (RFC 5321 section 4.5.3.1, RFC 3696 erratum 1690). Quoted local parts and address literals are legal but nobody's customer has one, so
 * they are taken for typing errors, and a local part beyond ASCII would need SMTPUTF8 (RFC 6531) from every server on the way. Addresses are compared and kept in lower case, and international domains in their ASCII form (RFC 5890).
 */
public final class EmailAddress {

    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private EmailAddress() {}

    /** The address as it is kept and compared, or empty when it cannot be one. Never throws. */
    public static Optional<String> normalise(String typed) {
        String address = typed.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || address.length() > 254) {
            return Optional.empty();
        }
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        Optional<String> domain = asciiDomain(address.substring(at + 1));
        if (domain.isEmpty() || local.length() > 64 || !LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        String whole = local + "@" + domain.get();
        return whole.length() <= 254 ? Optional.of(whole) : Optional.empty();
    }

    private static Optional<String> asciiDomain(String domain) {
        try {
            String ascii = IDN.toASCII(domain.toLowerCase(Locale.ROOT), IDN.USE_STD3_ASCII_RULES);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
