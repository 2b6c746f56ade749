package org.tidings.account;

import io.quarkus.security.ForbiddenException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link Permissions}. Runs after Quarkus has refused requests without a credential, and those whose kind of credential the annotations of
 * the endpoint do not accept. Sends people who have to set up a second step to its page.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
class PermissionFilter implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    /** Filters are instantiated at build time. */
    private final Instance<CurrentStaff> current;

    @SuppressWarnings("NullAway.Init") // the container injects the resource
    PermissionFilter(Instance<CurrentStaff> current) {
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String template = Permissions.template(resource.getResourceClass(), resource.getResourceMethod());
        Permissions.Access access = Permissions.of(request.getMethod(), template);
        if (access != Permissions.Access.EVERYBODY && !isAllowed(access, request.getMethod(), template)) {
            refuse(request, template);
            return;
        }
        if (access != Permissions.Access.EVERYBODY
                && !template.startsWith(SecondStepPage.PATH)
                && current.get().needsSecondStep()) {
            request.abortWith(Response.seeOther(URI.create(SecondStepPage.PATH)).build());
        }
    }

    /** The start page of teachers is another one. */
    private void refuse(ContainerRequestContext request, String template) {
        if (!template.equals(LocalPath.START)
                || current.get().isProgram()
                || !current.get().isTeacher()) {
            throw new ForbiddenException();
        }
        request.abortWith(Response.seeOther(URI.create("/teach")).build());
    }

    private boolean isAllowed(Permissions.@Nullable Access access, String method, String template) {
        CurrentStaff staff = current.get();
        return staff.isProgram() ? access == Permissions.Access.PROGRAM : staff.may(method, template);
    }
}
