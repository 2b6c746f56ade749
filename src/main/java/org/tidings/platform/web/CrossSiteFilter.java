package org.tidings.platform.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.tidings.platform.PlatformConfig;

/**
 * Refuses forms that other sites post in a signed-in visitor's name (403). {@link PublicEndpoint} excepts a resource;
 * a request with an API key is no concern, since no page of another site can make a browser send one unasked.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 100)
class CrossSiteFilter implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    /** Filters are made while the application is built, when no setting can be read yet. */
    private final Instance<PlatformConfig> config;

    @SuppressWarnings("NullAway.Init") // the container fills the resource
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
                request.getHeaderString(HttpHeaders.HOST),
                config.get().baseUrl().toString())) {
            throw new ForbiddenException();
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
