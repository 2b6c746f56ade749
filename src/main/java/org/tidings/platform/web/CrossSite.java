package org.tidings.platform.web;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request that this site's own pages made from one that another site made in a visitor's name.
 *
 * <p>{@code Sec-Fetch-Site} decides where it is sent (W3C Fetch Metadata, section 2.3; every browser since 2023), else
 * {@code Origin} does (RFC 6454, section 7). A request with neither comes from no browser and is nobody's cookie.
 */
final class CrossSite {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private CrossSite() {}

    /**
     * @param host the {@code Host} header, which a proxy may have changed
     * @param baseUrl the public address of this site, which is ours whatever the proxy did
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
