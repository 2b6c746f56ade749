package org.tidings.platform.web;

import java.net.URI;
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
     * @param host the {@code Host} header, which a proxy may have changed
     * @param baseUrl the public URL of this site; always accepted as the same site
     */
    static boolean refuses(
            String method,
            @Nullable String secFetchSite,
            @Nullable String origin,
            @Nullable String host,
            String baseUrl) {
        if (SAFE_METHODS.contains(method)) {
            return false;
        }
        if (secFetchSite != null) {
            return !OWN_SITES.contains(secFetchSite);
        }
        return origin != null && !isOurs(origin, host, baseUrl);
    }

    private static boolean isOurs(String origin, @Nullable String host, String baseUrl) {
        String authority = authorityOf(origin);
        return authority != null
                && (authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(authorityOf(baseUrl)));
    }

    private static @Nullable String authorityOf(String url) {
        try {
            return URI.create(url).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
