package org.tidings.blast.look;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** An address for the footer, which thousands of people get. */
final class HttpsUrl {

    private static final int LONGEST = 300;

    private HttpsUrl() {}

    /** The address, to which {@code https://} is added; empty unless it is a URL of a public-looking host, without a user name and merge fields. */
    static Optional<String> normalise(String typed) {
        String url = typed.strip();
        if (url.indexOf(':') < 0 && url.indexOf('@') < 0 && !url.isEmpty()) {
            url = "https://" + url;
        }
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            boolean good = url.length() <= LONGEST
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && host != null
                    && host.indexOf('.') > 0
                    && !host.endsWith(".")
                    && uri.getRawUserInfo() == null;
            return good ? Optional.of(uri.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException broken) {
            return Optional.empty();
        }
    }
}
