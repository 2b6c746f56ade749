package org.tidings.platform.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects cross-site request forgery: requests that another site makes with a user's cookie.
 *
 * <p>{@code Sec-Fetch-Site} decides if present (W3C Fetch Metadata, section 2.3; sent by all browsers since 2023), otherwise {@code Origin}
 * (RFC 6454, section 7). A request with neither header does not come from a browser and cannot abuse its cookies.
 */
final class CrossSite {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private CrossSite() {}

    /**
     * @param own scheme and {@code Host} of the request, such as {@code http://localhost:8080}; a proxy may have changed them
     * @param baseUrl the public URL of this site; always accepted as the same site
     */
    static boolean refuses(
            String method, @Nullable String secFetchSite, @Nullable String origin, String own, String baseUrl) {
        if (SAFE_METHODS.contains(method)) {
            return false;
        }
        if (secFetchSite != null) {
            return !OWN_SITES.contains(secFetchSite);
        }
        if (origin == null) {
            return false;
        }
        String sender = originOf(origin);
        return sender == null || !(sender.equals(originOf(own)) || sender.equals(originOf(baseUrl)));
    }

    /** Scheme, host and port (RFC 6454, section 4); null for anything else. */
    private static @Nullable String originOf(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return null;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
