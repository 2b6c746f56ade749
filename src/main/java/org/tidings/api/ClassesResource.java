package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.Enrolments;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/classes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Classes")
class ClassesResource {

    private static final int LONGEST = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    record TermJson(
            String name, @Nullable LocalDate from, @Nullable LocalDate until) {}

    record ClassJson(
            String id,
            String name,
            String programme,
            @Nullable DayOfWeek weekday,
            @Nullable String from,
            @Nullable String until,
            String teacher,
            String place,
            @Nullable TermJson term) {

        static ClassJson of(WeeklyClass one) {
            boolean hasTerm = !one.termName.isEmpty() || one.termFrom != null || one.termUntil != null;
            return new ClassJson(
                    one.publicId,
                    one.name,
                    one.programme,
                    one.day(),
                    time(one.startsAt),
                    time(one.endsAt),
                    one.teacher,
                    one.place,
                    hasTerm ? new TermJson(one.termName, one.termFrom, one.termUntil) : null);
        }

        private static @Nullable String time(@Nullable LocalTime time) {
            return time == null ? null : TIME.format(time);
        }
    }

    private final CurrentStaff current;
    private final Enrolments enrolments;
    private final Clock clock;

    ClassesResource(CurrentStaff current, Enrolments enrolments, Clock clock) {
        this.current = current;
        this.enrolments = enrolments;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(summary = "All classes in the order in which they were added")
    public Listing<ClassJson> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        long after = Listing.decode(cursor) == null ? 0 : Listing.before(cursor);
        return Listing.of(
                WeeklyClass.after(current.accountId(), after, limit + 1),
                limit,
                ClassJson::of,
                one -> String.valueOf(one.id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Add a class")
    public Response create(@Nullable JsonNode json) {
        WeeklyClass added = new WeeklyClass(
                current.accountId(), UlidCreator.getMonotonicUlid().toString(), "", clock.instant());
        JsonBody.read(json, body -> fill(body, added));
        if (added.name.isEmpty()) {
            throw new ProblemException(422, "name: Is missing.");
        }
        added.persist();
        return Response.created(URI.create("/api/v1/classes/" + added.publicId))
                .entity(ClassJson.of(added))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One class")
    public ClassJson get(@PathParam("id") String id) {
        return ClassJson.of(find(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Change the properties that are given")
    public ClassJson change(@PathParam("id") String id, @Nullable JsonNode json) {
        WeeklyClass one = find(id);
        JsonBody.read(json, body -> fill(body, one));
        return ClassJson.of(one);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete a class with its enrolments; the students stay")
    public void delete(@PathParam("id") String id) {
        enrolments.deleteClass(find(id));
    }

    private WeeklyClass find(String id) {
        return WeeklyClass.find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such class."));
    }

    private static WeeklyClass fill(JsonBody body, WeeklyClass one) {
        body.ignore("id");
        one.name = body.has("name") ? body.requiredText("name", LONGEST) : one.name;
        one.programme = body.has("programme") ? body.textOrEmpty("programme", LONGEST) : one.programme;
        one.teacher = body.has("teacher") ? body.textOrEmpty("teacher", LONGEST) : one.teacher;
        one.place = body.has("place") ? body.textOrEmpty("place", LONGEST) : one.place;
        if (body.has("weekday")) {
            DayOfWeek day = body.word("weekday", DayOfWeek.class);
            one.weekday = day == null ? null : (byte) day.getValue();
        }
        one.startsAt = body.has("from") ? body.time("from") : one.startsAt;
        one.endsAt = body.has("until") ? body.time("until") : one.endsAt;
        if (one.startsAt != null && one.endsAt != null && !one.endsAt.isAfter(one.startsAt)) {
            body.wrong("until", "Must be after from.");
        }
        if (body.has("term")) {
            TermJson term = body.object(
                    "term",
                    inner -> new TermJson(inner.textOrEmpty("name", 100), inner.date("from"), inner.date("until")));
            one.termName = term == null ? "" : term.name();
            one.termFrom = term == null ? null : term.from();
            one.termUntil = term == null ? null : term.until();
            if (one.termFrom != null && one.termUntil != null && one.termUntil.isBefore(one.termFrom)) {
                body.wrong("term.until", "Must not be before from.");
            }
        }
        return one;
    }
}
