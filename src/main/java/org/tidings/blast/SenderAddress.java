package org.tidings.blast;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.platform.EmailAddress;

/** The address of {@code quarkus.mailer.from}, which may be written with a name. The name is that of the account. */
final class SenderAddress {
    private static final Pattern WITH_NAME = Pattern.compile("^[^<>]*+<([^<>]*+)>\\s*+$");

    private SenderAddress() {}

    /** @throws IllegalStateException if mail cannot be sent from it */
    static String of(String configured) {
        Matcher named = WITH_NAME.matcher(configured.strip());
        String address = (named.matches() ? named.group(1) : configured).strip();
        return EmailAddress.toAsciiWithHost(address)
                .orElseThrow(() -> new IllegalStateException(
                        "quarkus.mailer.from must be an email address such as news@example.org or Name <news@example.org>, not: "
                                + configured));
    }
}
