package org.tidings.account;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ErrorPage;
import org.tidings.platform.web.Problem;
import org.tidings.platform.web.ProblemException;

/** Checks the scope of API keys, and limits their calls. Runs after authentication; other requests pass. */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
class ApiCallFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String LEFT = "tidings.calls-left";

    @Context
    ResourceInfo resource;

    private final Instance<SecurityIdentity> identities;
    private final Instance<ApiConfig> config;
    private final Instance<Clock> clock;
    private final AtomicReference<@Nullable CallLimit> limit = new AtomicReference<>();

    /** Filters are instantiated at build time, when runtime configuration is not available. */
    @SuppressWarnings("NullAway.Init") // the container injects the resource
    ApiCallFilter(Instance<SecurityIdentity> identities, Instance<ApiConfig> config, Instance<Clock> clock) {
        this.identities = identities;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        if (!ErrorPage.isApi(path)) {
            return;
        }
        KeyGrant grant = identities.get().getAttribute(KeyGrant.ATTRIBUTE);
        if (grant != null) {
            if (isTooMany(request, path, grant)) {
                return;
            }
            check(request.getMethod(), grant);
        }
    }

    /** Counts the call, and refuses it if it is one too many. */
    private boolean isTooMany(ContainerRequestContext request, String path, KeyGrant grant) {
        int rate = config.get().rate();
        if (rate <= 0) {
            return false;
        }
        CallLimit calls = limit.updateAndGet(known -> known == null ? new CallLimit(rate) : known);
        CallLimit.Left left =
                Objects.requireNonNull(calls).count(grant.keyId(), clock.get().instant());
        request.setProperty(LEFT, left);
        if (left.isExceeded()) {
            request.abortWith(Response.fromResponse(ErrorPage.answer(
                            path,
                            Problem.of(
                                    429,
                                    "This key makes more than " + rate + " calls a minute. Wait " + left.seconds()
                                            + " seconds.")))
                    .header(HttpHeaders.RETRY_AFTER, left.seconds())
                    .build());
        }
        return left.isExceeded();
    }

    private void check(String method, KeyGrant grant) {
        ApiScope needed = method.equals("GET") || method.equals("HEAD") ? ApiScope.READ : forChanges();
        if (!grant.scopes().contains(needed)) {
            throw new ProblemException(
                    403,
                    "This API key lacks the scope \"" + needed.key() + "\". An owner can create another key.",
                    Map.of("scope", needed.key()));
        }
    }

    /** A resource without the annotation is for keys that may do everything. */
    private ApiScope forChanges() {
        ChangesNeed own = resource.getResourceMethod().getAnnotation(ChangesNeed.class);
        ChangesNeed needed = own == null ? resource.getResourceClass().getAnnotation(ChangesNeed.class) : own;
        return needed == null ? ApiScope.ADMIN : needed.value();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(LEFT) instanceof CallLimit.Left left) {
            response.getHeaders().putSingle("RateLimit-Policy", left.policy());
            response.getHeaders().putSingle("RateLimit", left.limit());
        }
    }
}
