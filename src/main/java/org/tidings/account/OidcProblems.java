package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tidings.account.oidc.OidcRefusedException;
import org.tidings.account.oidc.OidcRefusedException.Reason;
import org.tidings.account.oidc.ProviderUnavailableException;
import org.tidings.account.oidc.SingleSignOn;

/** The pages of a login with the provider that lets nobody in. */
class OidcProblems {

    private static final Logger LOG = Logger.getLogger(OidcProblems.class);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance refused(String provider, Reason reason);

        static native TemplateInstance unavailable(String provider);
    }

    private final SingleSignOn singleSignOn;
    private final RoutingContext request;

    OidcProblems(SingleSignOn singleSignOn, RoutingContext request) {
        this.singleSignOn = singleSignOn;
        this.request = request;
    }

    @ServerExceptionMapper
    public Response refused(OidcRefusedException e) {
        LOG.infof(
                "Refused a login with the provider from %s: %s",
                request.request().remoteAddress().hostAddress(), e.getMessage());
        return page(e.reason() == Reason.EXPIRED ? 400 : 403, Templates.refused(singleSignOn.name(), e.reason()));
    }

    @ServerExceptionMapper
    public Response unavailable(ProviderUnavailableException e) {
        LOG.warnf("The login provider is not available: %s", e.getMessage());
        return page(503, Templates.unavailable(singleSignOn.name()));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page.render())
                .build();
    }
}
