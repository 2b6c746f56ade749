package org.tidings.platform;

import com.ibm.icu.text.IDNA;
import java.util.Optional;

/**
 * International domain names in ASCII by UTS 46, non-transitional, as browsers and mail servers do: {@code fußball.example} is {@code
 * xn--fuball-cta.example}. The {@code java.net.IDN} of the JDK follows the rules of 2003, by which it would be the domain of somebody else.
 */
public final class InternationalDomain {

    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);

    /** Octets of a domain name (RFC 1035, section 2.3.4); nothing longer is converted. */
    private static final int LONGEST = 255;

    private InternationalDomain() {}

    /** In lower case; empty if it is no domain name. */
    public static Optional<String> toAscii(String domain) {
        if (domain.isEmpty() || domain.length() > LONGEST) {
            return Optional.empty();
        }
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
        return info.hasErrors() ? Optional.empty() : Optional.of(ascii);
    }
}
