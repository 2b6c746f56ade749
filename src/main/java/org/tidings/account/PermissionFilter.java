package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link Permissions}. Runs after Quarkus has refused requests without a credential, and those whose kind of credential the annotations of
 * the endpoint do not accept. Sends people who have to set up a second step to its page. Checks the operator's own credential.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
class PermissionFilter implements ContainerRequestFilter {

    /** Tells app.js which page to open before the request is repeated. */
    private static final String SET_UP = "Tidings-Set-Up";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance secondStepFirst(String path);
    }

    @Context
    ResourceInfo resource;

    /** Filters are instantiated at build time. */
    private final Instance<CurrentStaff> current;

    private final Instance<OperatorAccess> operator;
    private final Instance<RoutingContext> routing;

    @SuppressWarnings("NullAway.Init") // the container injects the resource
    PermissionFilter(
            Instance<CurrentStaff> current, Instance<OperatorAccess> operator, Instance<RoutingContext> routing) {
        this.current = current;
        this.operator = operator;
        this.routing = routing;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String template = Permissions.template(resource.getResourceClass(), resource.getResourceMethod());
        Permissions.Access access = Permissions.of(request.getMethod(), template);
        if (access == Permissions.Access.OPERATOR) {
            requireOperator(request);
            return;
        }
        if (access != Permissions.Access.EVERYBODY && !isAllowed(access, request.getMethod(), template)) {
            refuse(request, template);
            return;
        }
        if (access != Permissions.Access.EVERYBODY
                && !template.startsWith(SecondStepPage.PATH)
                && current.get().needsSecondStep()) {
            request.abortWith(secondStepFirst(request));
        }
    }

    private void requireOperator(ContainerRequestContext request) {
        if (!operator.get().isOn()) {
            throw new NotFoundException();
        }
        if (!operator.get().isLoggedIn(routing.get())) {
            request.abortWith(
                    request.getMethod().equals("GET")
                            ? Response.seeOther(URI.create(OperatorPage.LOGIN)).build()
                            : OperatorPage.logInAgain());
        }
    }

    /** As {@link LoginRequired} answers: neither a redirect nor a page in place of the form may discard what was typed. */
    private static Response secondStepFirst(ContainerRequestContext request) {
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(403).header(SET_UP, SecondStepPage.PATH).build();
        }
        return request.getMethod().equals("GET")
                ? Response.seeOther(URI.create(SecondStepPage.PATH)).build()
                : Response.status(403)
                        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .entity(Templates.secondStepFirst(SecondStepPage.PATH).render())
                        .build();
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
