package org.tidings.hooks;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tidings.platform.dns.HostAddresses;

/** What the URL of a webhook may be. Whether its host is in a private network is checked at each request, because the DNS can change. */
final class HookUrl {

    static final int LONGEST = 1_000;

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    /** Below, other ports belong to services that do not speak HTTP. */
    private static final int FIRST_FREE_PORT = 1_024;

    private HookUrl() {}

    /** Why the URL cannot be used, in a sentence; empty if it can. */
    static Optional<String> problem(String typed, boolean allowsHttp) {
        if (typed.length() > LONGEST) {
            return Optional.of("Use at most " + LONGEST + " characters.");
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(typed)) {
            return Optional.of("Use only letters of the English alphabet, digits and punctuation.");
        }
        try {
            return problem(new URI(typed), allowsHttp);
        } catch (URISyntaxException invalid) {
            return Optional.of("Enter a web address such as https://crm.example.org/hooks.");
        }
    }

    private static Optional<String> problem(URI url, boolean allowsHttp) {
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || !(http || "https".equalsIgnoreCase(url.getScheme()))) {
            return Optional.of("Enter a web address such as https://crm.example.org/hooks.");
        }
        if (http && !allowsHttp) {
            return Optional.of("The address must begin with https://, because the messages name people.");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("Leave out user names, passwords and what follows a #.");
        }
        int port = HostAddresses.port(url);
        boolean usual = port == HTTPS || port == HTTP || (port >= FIRST_FREE_PORT && port <= 65_535);
        return usual ? Optional.empty() : Optional.of("Use port 443, or one from 1024.");
    }
}
