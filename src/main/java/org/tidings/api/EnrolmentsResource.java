package org.tidings.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.Contact;
import org.tidings.contact.Enrolment;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.Enrolments;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Enrolments")
class EnrolmentsResource {

    /** A student has a status in a class, from a day to a day; null is open. */
    record EnrolmentJson(
            String id,
            String contact,

            @JsonProperty("class") String classId,

            EnrolmentStatus status,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    private record Body(
            @Nullable String contact,
            @Nullable String classId,
            @Nullable EnrolmentStatus status,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            boolean hasFrom,
            boolean hasUntil) {

        static Body read(JsonBody body) {
            body.ignore("id");
            return new Body(
                    body.text("contact", 26),
                    body.text("class", 26),
                    body.word("status", EnrolmentStatus.class),
                    body.date("from"),
                    body.date("until"),
                    body.has("from"),
                    body.has("until"));
        }
    }

    private final CurrentStaff current;
    private final Enrolments enrolments;
    private final Clock clock;

    EnrolmentsResource(CurrentStaff current, Enrolments enrolments, Clock clock) {
        this.clock = clock;
        this.current = current;
        this.enrolments = enrolments;
    }

    @GET
    @Transactional
    @Operation(summary = "Enrolments in the order in which they were added; by contact, by class, on a day")
    public Listing<EnrolmentJson> list(
            @QueryParam("contact") @Nullable String contact,
            @QueryParam("class") @Nullable String classId,
            @QueryParam("on") @Nullable String on,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer asked) {
        int limit = Listing.limit(asked);
        long after = Listing.decode(cursor) == null ? 0 : Listing.before(cursor);
        List<Enrolments.Line> found = enrolments.list(
                current.accountId(),
                contact == null ? null : contact(contact).id,
                classId == null ? null : weeklyClass(classId).id,
                day(on),
                after,
                limit + 1);
        return Listing.of(found, limit, EnrolmentsResource::json, line -> String.valueOf(line.enrolment().id));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            LocalDate day = text == null ? null : LocalDate.parse(text);
            if (day != null && (day.getYear() < 1900 || day.getYear() > 9999)) {
                throw new ProblemException(400, "on must be a date after 1900.");
            }
            return day;
        } catch (DateTimeParseException e) {
            throw new ProblemException(400, "on must be a date such as 2026-05-02.");
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Enrol, waitlist or drop a student; overlapping rows of the same class end the day before")
    public Response create(@Nullable JsonNode json) {
        Body body = JsonBody.read(json, Body::read);
        if (body.contact() == null || body.classId() == null) {
            throw new ProblemException(422, "contact and class are required.");
        }
        WeeklyClass weeklyClass = WeeklyClass.find(current.accountId(), body.classId())
                .orElseThrow(() -> new ProblemException(422, "class: there is no such class."));
        Contact contact = Contact.find(current.accountId(), body.contact())
                .orElseThrow(() -> new ProblemException(422, "contact: there is no such contact."));
        EnrolmentStatus status = body.status() == null ? EnrolmentStatus.ENROLLED : body.status();
        LocalDate from = body.hasFrom() ? body.from() : LocalDate.ofInstant(clock.instant(), current.zone());
        checkOrder(from, body.until());
        Enrolment added = enrolments.add(weeklyClass.id, contact.id, status, from, body.until());
        return Response.created(URI.create("/api/v1/enrolments/" + added.publicId))
                .entity(json(new Enrolments.Line(added, contact.publicId, weeklyClass.publicId)))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One enrolment")
    public EnrolmentJson get(@PathParam("id") String id) {
        return json(find(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Change status or days; what was true before a later from is kept as an enrolment of its own")
    public EnrolmentJson change(@PathParam("id") String id, @Nullable JsonNode json) {
        Enrolments.Line line = find(id);
        Body body = JsonBody.read(json, Body::read);
        if ((body.contact() != null && !body.contact().equals(line.contactId()))
                || (body.classId() != null && !body.classId().equals(line.classId()))) {
            throw new ProblemException(422, "contact and class of an enrolment cannot be changed.");
        }
        Enrolment row = line.enrolment();
        boolean isNewStatus = body.status() != null && body.status() != row.status;
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        LocalDate from = body.hasFrom() ? body.from() : isNewStatus && row.covers(today) ? today : row.fromDay;
        LocalDate until = body.hasUntil() ? body.until() : row.untilDay;
        checkOrder(from, until);
        enrolments.change(row, body.status() == null ? row.status : body.status(), from, until);
        return json(line);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Delete a row that was never true; to drop a student, add one with status DROPPED")
    public void delete(@PathParam("id") String id) {
        find(id).enrolment().delete();
    }

    private static void checkOrder(@Nullable LocalDate from, @Nullable LocalDate until) {
        if (from != null && until != null && until.isBefore(from)) {
            throw new ProblemException(422, "until: Must not be before from.");
        }
    }

    private Enrolments.Line find(String id) {
        return enrolments
                .find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such enrolment."));
    }

    private Contact contact(String id) {
        return Contact.find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such contact."));
    }

    private WeeklyClass weeklyClass(String id) {
        return WeeklyClass.find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such class."));
    }

    private static EnrolmentJson json(Enrolments.Line line) {
        Enrolment row = line.enrolment();
        return new EnrolmentJson(row.publicId, line.contactId(), line.classId(), row.status, row.fromDay, row.untilDay);
    }
}
