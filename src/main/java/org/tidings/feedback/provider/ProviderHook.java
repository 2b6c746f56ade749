package org.tidings.feedback.provider;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;
import org.tidings.platform.web.PublicEndpoint;

/**
 * The webhook of each provider. Returns 200 when the events are stored, 401 or 403 when the provider did not send them, 400 when it cannot be
 * read, and 503 to make the provider retry. A provider that is not configured is the same 404 as one that does not exist.
 */
@Path("/hooks/{provider}")
@PermitAll
@PublicEndpoint
@Blocking
class ProviderHook {

    private static final Logger LOG = Logger.getLogger(ProviderHook.class);

    private final FeedbackProviders providers;
    private final ProviderIntake intake;

    ProviderHook(FeedbackProviders providers, ProviderIntake intake) {
        this.providers = providers;
        this.intake = intake;
    }

    /** Mandrill checks the URL like this before it saves the webhook. */
    @HEAD
    public Response exists(@PathParam("provider") String id) {
        find(id);
        return Response.ok().build();
    }

    /** {@code PublicBodies} limits the size of the body. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response receive(@PathParam("provider") String id, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        FeedbackProvider provider = find(id);
        HookRequest request = new HookRequest(body.readAllBytes(), headers::getHeaderString);
        try {
            intake.take(provider, provider.parse(provider.verify(request)));
            return Response.ok().build();
        } catch (RefusedException refused) {
            LOG.warnf("Rejected a request to /hooks/%s: %s", provider.id(), refused.getMessage());
            return refused(refused);
        } catch (MalformedBodyException malformed) {
            LOG.warnf("%s sent what cannot be read: %s", provider.displayName(), malformed.getMessage());
            return Response.status(Response.Status.BAD_REQUEST).build();
        } catch (ProviderUnavailableException unavailable) {
            LOG.warnf("Feedback of %s deferred: %s", provider.displayName(), unavailable.getMessage());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Feedback of %s could not be processed; it will retry", provider.displayName());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        }
    }

    private static Response refused(RefusedException refused) {
        return refused.isWithoutCredentials()
                ? Response.status(Response.Status.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Tidings\"")
                        .build()
                : Response.status(Response.Status.FORBIDDEN).build();
    }

    private FeedbackProvider find(String id) {
        return providers.find(id).orElseThrow(NotFoundException::new);
    }
}
