package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.Role;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.Round;
import org.tidings.blast.RoundMessage;
import org.tidings.blast.RoundReason;
import org.tidings.blast.RoundRequest;
import org.tidings.blast.Rounds;
import org.tidings.blast.SendValidation;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/blasts/{id}/rounds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.SEND)
@Blocking
@Tag(name = "Blasts")
class RoundsResource {

    private static final int DAYS = 3;
    private static final int MOST_DAYS = 60;
    private static final int LONGEST_HTML = 10_000_000;

    /**
     * A blast sent again to those who had not got it.
     *
     * @param round 2 for the second round; the first sending, which is not in this list, has the number 0
     * @param days of UNREAD: the days without a sign of reading; null for other reasons
     * @param people how many recipients were added
     * @param finished whether all of them are written
     * @param cancelledAt when it was cancelled before everyone in it was attempted; null if it was not
     * @param subject of the edited message; null for the message of the blast
     */
    record RoundJson(
            int round,
            RoundReason reason,
            @Nullable Integer days,
            int people,
            boolean finished,
            Instant startedAt,
            @Nullable Instant cancelledAt,
            @Nullable String subject) {

        static RoundJson of(Round round) {
            return new RoundJson(
                    round.round,
                    round.reason,
                    round.reason == RoundReason.UNREAD ? Integer.valueOf(round.days) : null,
                    round.people,
                    round.finished,
                    round.createdAt,
                    round.cancelledAt,
                    round.subject);
        }
    }

    /**
     * The body of a request for another round.
     *
     * @param reason who gets it: CORRECTED (bounced, and there is a working address now), BLOCKED (refused by the mailbox provider), GAVE_UP (mailbox
     *     full, server not available), UNREAD (no sign of reading), ADDED (address added since)
     * @param days of UNREAD: 1 to 60, by default 3
     * @param round the number that it is to get; the same request again then starts nothing and answers 200
     * @param subject of an edited message, together with {@code html}
     */
    @Schema(name = "NewRound")
    record NewRound(
            RoundReason reason,
            @Nullable Integer days,
            @Nullable Integer round,
            @Nullable String subject,
            @Nullable String preheader,
            @Nullable String html) {}

    private final BlastAccess access;
    private final Rounds rounds;

    RoundsResource(BlastAccess access, Rounds rounds) {
        this.access = access;
        this.rounds = rounds;
    }

    @GET
    @Transactional
    @Operation(summary = "How often the blast was sent again to those who had not got it")
    public Listing<RoundJson> list(
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        long after = cursor == null || cursor.isEmpty() ? 0 : Listing.before(cursor);
        List<Round> rest = rounds.of(access.find(id)).stream()
                .filter(round -> round.round > after)
                .toList();
        return Listing.of(rest, limit, RoundJson::of, round -> String.valueOf(round.round));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send the blast again to those who have not got it",
            description =
                    "Adds recipients to the same blast. Nobody gets it twice by accident: who was sent it again already, or may not be"
                            + " mailed any more, is left out. 409 if nobody is left or the blast cannot be sent at the moment.")
    @RequestBody(content = @Content(schema = @Schema(implementation = NewRound.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RoundJson.class)))
    @APIResponse(responseCode = "200", description = "The round was started before")
    @APIResponse(responseCode = "409", description = "Nobody is left, or the blast cannot be sent at the moment")
    public Response start(@PathParam("id") String id, @Nullable JsonNode json) {
        Blast blast = access.find(id);
        RoundRequest request = JsonBody.read(json, body -> request(blast, body));
        try {
            return answer(blast, rounds.start(request), 201);
        } catch (Rounds.RefusedException refused) {
            return switch (refused.refusal()) {
                case NOBODY -> throw new ProblemException(409, "Nobody is left to whom the blast could be sent.");
                case NOT_OPEN ->
                    throw new ProblemException(
                            409, "The blast is being prepared, paused, cancelled, or of no use any more.");
                case STARTED ->
                    Round.find(blast.key(), request.number())
                            .filter(round -> round.reason == request.reason())
                            .map(round -> answer(blast, round, 200))
                            .orElseThrow(() -> new ProblemException(
                                    409, "round: The next one has the number " + rounds.next(blast.key()) + "."));
            };
        }
    }

    private static Response answer(Blast blast, Round round, int status) {
        return Response.status(status)
                .location(URI.create("/api/v1/blasts/" + blast.publicId + "/rounds"))
                .entity(RoundJson.of(round))
                .build();
    }

    private static RoundRequest request(Blast blast, JsonBody body) {
        RoundReason reason = body.word("reason", RoundReason.class);
        if (reason == null) {
            body.required("reason");
        }
        Integer days = body.number("days", 1, MOST_DAYS);
        Integer number = body.number("round", Round.SECOND, Short.MAX_VALUE);
        RoundMessage message = message(body);
        return new RoundRequest(
                blast,
                number == null ? 0 : number,
                reason == null ? RoundReason.BLOCKED : reason, // not used: a missing one is a violation
                days == null ? DAYS : days,
                message);
    }

    private static @Nullable RoundMessage message(JsonBody body) {
        String subject = body.text("subject", 1_000);
        String preheader = body.text("preheader", 1_000);
        String html = body.text("html", LONGEST_HTML);
        if (subject == null && preheader == null && html == null) {
            return null;
        }
        RoundMessage message = RoundMessage.edited(subject == null ? "" : subject, preheader, html == null ? "" : html);
        for (SendValidation.Problem problem : message.problems()) {
            body.wrong(problem.field(), problem.sentence());
        }
        return message;
    }
}
