package org.tidings.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.Role;
import org.tidings.feedback.invalid.InvalidAddresses;
import org.tidings.feedback.invalid.InvalidLine;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/invalid")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Invalid addresses")
class InvalidResource {

    private static final int LONGEST_REASON = 500;
    private static final String ADDED = "Added through the API";
    private static final String RELEASED = "Released through the API";

    /**
     * An address that Tidings does not mail to.
     *
     * @param blast the blast in which it became invalid; null if there is none or its report was deleted
     */
    record InvalidJson(
            String email,
            String reason,
            Instant since,
            @Nullable String blast) {

        static InvalidJson of(InvalidLine line) {
            return new InvalidJson(line.email(), line.reason(), line.since(), line.blast());
        }
    }

    /** The body of a request that adds an address. */
    record NewInvalid(@Nullable String email, @Nullable String reason) {}

    private final InvalidAddresses addresses;

    private final Clock clock;

    InvalidResource(InvalidAddresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The addresses that are not mailed, newest first; q looks in the address")
    public Listing<InvalidJson> list(
            @QueryParam("q") @DefaultValue("") String q,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        InvalidAddresses.Page page = addresses.page(q, cursor, Listing.limit(limit));
        List<InvalidJson> items = page.lines().stream().map(InvalidJson::of).toList();
        return new Listing<>(items, page.next());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add an address; one that is invalid already keeps its reason")
    public Response add(@Nullable NewInvalid wanted) {
        if (wanted == null || wanted.email() == null) {
            throw new ProblemException(422, "email is missing.");
        }
        String email = EmailAddress.normalise(wanted.email())
                .orElseThrow(() -> new ProblemException(422, "email is not an email address."));
        String reason = wanted.reason() == null || wanted.reason().isBlank()
                ? ADDED
                : wanted.reason().strip();
        if (reason.length() > LONGEST_REASON) {
            throw new ProblemException(422, "reason must have at most " + LONGEST_REASON + " characters.");
        }
        int added = addresses.add(List.of(email), reason, clock.instant());
        return Response.status(added > 0 ? Response.Status.CREATED : Response.Status.OK)
                .entity(InvalidJson.of(find(email)))
                .build();
    }

    @DELETE
    @Path("{email: .+}")
    @Operation(summary = "Release an address; when it bounces again it returns")
    public void release(@PathParam("email") String email, @QueryParam("reason") @Nullable String reason) {
        String why = reason == null || reason.isBlank() ? RELEASED : reason.strip();
        addresses.release(find(EmailAddress.normalise(email).orElse(email)), why);
    }

    private InvalidLine find(String email) {
        return addresses
                .find(email)
                .orElseThrow(() -> new ProblemException(404, "This address is not in the list of invalid addresses."));
    }
}
