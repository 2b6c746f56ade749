package org.tidings.platform.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.tidings.platform.PlatformConfig;

/**
 * Rejects cross-site form posts with 403. Exempts resources annotated with {@link PublicEndpoint} and requests with an API key, which a page
 * of another site cannot make a browser send.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 100)
class CrossSiteFilter implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    /** Filters are instantiated at build time, when runtime configuration is not available. */
    private final Instance<PlatformConfig> config;

    @SuppressWarnings("NullAway.Init") // the container injects the resource
    CrossSiteFilter(Instance<PlatformConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (isPublic() || hasBearer(request)) {
            return;
        }
        if (CrossSite.refuses(
                request.getMethod(),
                request.getHeaderString("Sec-Fetch-Site"),
                request.getHeaderString("Origin"),
                request.getUriInfo().getRequestUri().getScheme() + "://" + request.getHeaderString(HttpHeaders.HOST),
                config.get().baseUrl().toString())) {
            throw new ProblemException(
                    403, "This request came from another site and was not processed. Open Tidings and try again.");
        }
    }

    private boolean isPublic() {
        return resource.getResourceMethod().isAnnotationPresent(PublicEndpoint.class)
                || resource.getResourceClass().isAnnotationPresent(PublicEndpoint.class);
    }

    private static boolean hasBearer(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }
}
