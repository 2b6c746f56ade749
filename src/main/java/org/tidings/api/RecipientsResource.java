package org.tidings.api;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.blast.BlastAccess;
import org.tidings.engagement.Actor;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.Answer;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientStatus;
import org.tidings.recipient.Timeline;
import org.tidings.recipient.TimelineEvent;
import org.tidings.report.RecipientFilter;
import org.tidings.report.RecipientRows;
import org.tidings.report.RecipientSort;
import org.tidings.report.ReportCsv;
import org.tidings.report.ReportRow;

@Path("/api/v1/blasts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.SEND)
@Blocking
@Tag(name = "Recipients")
class RecipientsResource {

    private static final int LONGEST_TIMELINE = 1_000;

    /**
     * A recipient with its status and the reason for it; {@code round} is 0 for the first sending and 2 for the second round, {@code origin} the
     * recipient in whose place it is mailed, {@code sentAgain} the one that is mailed in its place, {@code readBy} one of person, unconfirmed,
     * machine, untracked, or empty, {@code gotItAt} when the recipient confirmed having read the message, {@code answer} the answer to its
     * question.
     */
    record RecipientJson(
            String id,
            String email,
            String name,
            RecipientStatus status,
            @Nullable String reason,
            @Nullable String code,
            int attempts,
            @Nullable Instant nextAttemptAt,
            Instant lastActivityAt,
            boolean complaint,
            boolean unsubscribed,
            @Nullable String student,
            int round,
            @Nullable String origin,
            @Nullable String sentAgain,
            String readBy,
            @Nullable Instant gotItAt,
            @Nullable Answer answer) {

        static RecipientJson of(ReportRow row) {
            return new RecipientJson(
                    String.valueOf(row.key().seq()),
                    row.email(),
                    row.name(),
                    row.status(),
                    row.reason(),
                    row.code(),
                    row.attempts(),
                    row.nextAttemptAt(),
                    row.lastActivityAt(),
                    row.complaint(),
                    row.unsubscribed(),
                    row.student(),
                    row.round(),
                    row.origin() == 0 ? null : String.valueOf(row.origin()),
                    row.successor() == 0 ? null : String.valueOf(row.successor()),
                    row.readBy(),
                    row.gotItAt(),
                    row.answer());
        }
    }

    /**
     * An event.
     *
     * @param automatic whether a machine caused it
     * @param actor who opened, clicked or visited; null for other events and while it is being decided
     */
    record EventJson(
            EventType type,
            Instant at,
            boolean automatic,
            @Nullable String detail,
            @Nullable Actor actor) {

        static EventJson of(TimelineEvent event) {
            return new EventJson(event.type(), event.at(), event.automatic(), event.text(), event.actor());
        }
    }

    private final BlastAccess access;
    private final RecipientRows rows;
    private final ReportCsv csv;
    private final Timeline timeline;
    private final CurrentStaff current;

    RecipientsResource(BlastAccess access, RecipientRows rows, ReportCsv csv, Timeline timeline, CurrentStaff current) {
        this.current = current;
        this.timeline = timeline;
        this.access = access;
        this.rows = rows;
        this.csv = csv;
    }

    @GET
    @Path("recipients")
    @Operation(
            summary =
                    "The recipients by address; q looks in address and name, in a blast of more than 20,000 at how they begin")
    public Listing<RecipientJson> list(
            @PathParam("id") String id,
            @QueryParam("status") @Nullable String status,
            @QueryParam("q") @Nullable String q,
            @QueryParam("round") @Nullable Integer round,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        RecipientFilter filter = new RecipientFilter(
                status(status),
                null,
                Objects.requireNonNullElse(q, ""),
                new RecipientFilter.More(round, null, null, null, null));
        RecipientRows.Page page =
                rows.page(access.find(id).key(), filter, RecipientSort.ADDRESS, cursor, Listing.limit(limit));
        return new Listing<>(page.items().stream().map(RecipientJson::of).toList(), page.next());
    }

    @GET
    @Path("recipients/{recipient: .+}/events")
    @Transactional
    @Operation(summary = "All that happened to one recipient, oldest first")
    public List<EventJson> events(@PathParam("id") String id, @PathParam("recipient") String recipient) {
        long blastId = access.find(id).key();
        ReportRow row = rows.byIdOrEmail(blastId, recipient)
                .orElseThrow(() -> new ProblemException(404, "This blast has no such recipient."));
        return timeline.of(row.key(), LONGEST_TIMELINE).stream()
                .map(EventJson::of)
                .toList();
    }

    @GET
    @Path("report.csv")
    @Produces("text/csv")
    @Operation(summary = "The report as a file")
    public Response report(@PathParam("id") String id) {
        long blastId = access.find(id).key();
        ZoneId zone = current.zone(); // not known any more while the body is written
        StreamingOutput body = out -> csv.write(blastId, zone, out);
        return Response.ok(body, "text/csv; charset=UTF-8").build();
    }

    private static @Nullable RecipientStatus status(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        try {
            return RecipientStatus.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(400, "status must be one of " + Arrays.toString(RecipientStatus.values()));
        }
    }
}
