package org.tidings.people;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.ContactSearch;
import org.tidings.contact.Enrolment;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.Enrolments;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** A class with its roster of a day, and the forms that add, change and delete a class. */
@Path("/classes")
@Produces(MediaType.TEXT_HTML)
class ClassPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final int MOST_CANDIDATES = 10;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance roster(
                WeeklyClass weeklyClass,
                LocalDate day,
                String dayText,
                int total,
                List<Group> groups,
                String who,
                List<PersonRow> candidates,
                List<EnrolmentStatus> statuses,
                Map<String, String> errors);

        static native TemplateInstance edit(
                String title,
                String action,
                boolean deletable,
                ClassForm form,
                List<DayOfWeek> days,
                Map<String, String> errors);
    }

    /** A student on the roster. */
    public record Student(PersonRow row, Enrolment enrolment) {}

    /** The students of one status. */
    public record Group(EnrolmentStatus status, List<Student> students) {

        public boolean isDroppable() {
            return status != EnrolmentStatus.DROPPED;
        }
    }

    private final CurrentStaff current;
    private final Enrolments enrolments;
    private final PersonRows rows;
    private final ContactSearch search;
    private final AuditTrail audit;
    private final FlashMessage flash;
    private final Clock clock;

    ClassPage(
            CurrentStaff current,
            Enrolments enrolments,
            PersonRows rows,
            ContactSearch search,
            AuditTrail audit,
            FlashMessage flash,
            Clock clock) {
        this.current = current;
        this.enrolments = enrolments;
        this.rows = rows;
        this.search = search;
        this.audit = audit;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Path("{id}")
    @Transactional
    public TemplateInstance roster(@RestPath String id, @RestQuery @DefaultValue("") String on) {
        return roster(find(id), day(on), "", List.of(), Map.of());
    }

    private TemplateInstance roster(
            WeeklyClass weeklyClass,
            LocalDate day,
            String who,
            List<PersonRow> candidates,
            Map<String, String> errors) {
        Map<Long, Enrolment> roster = enrolments.roster(weeklyClass.id, day);
        List<Long> ids = search.sorted(current.accountId(), roster.keySet());
        List<PersonRow> people = rows.of(current.accountId(), ids, day);
        Map<EnrolmentStatus, List<Student>> groups = new EnumMap<>(EnrolmentStatus.class);
        for (PersonRow person : people) {
            Enrolment enrolment = Objects.requireNonNull(roster.get(person.key()));
            groups.computeIfAbsent(enrolment.status, none -> new ArrayList<>()).add(new Student(person, enrolment));
        }
        int total = people.size()
                - groups.getOrDefault(EnrolmentStatus.DROPPED, List.of()).size();
        return Templates.roster(
                weeklyClass,
                day,
                DAY.format(day),
                total,
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList(),
                who,
                candidates,
                Arrays.asList(EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITLISTED, EnrolmentStatus.TRIAL),
                errors);
    }

    /** Adds a student. If several people match what was typed, the page asks who is meant. */
    @POST
    @Path("{id}/add")
    @Transactional
    public Response add(
            @RestPath String id,
            @RestForm @DefaultValue("") String who,
            @RestForm("id") @DefaultValue("") String chosen,
            @RestForm @DefaultValue("ENROLLED") String status,
            @RestForm @DefaultValue("") String from) {
        WeeklyClass weeklyClass = find(id);
        LocalDate day = day(from);
        List<Long> found = chosen.isEmpty()
                ? who.isBlank()
                        ? List.of()
                        : search.page(
                                        current.accountId(),
                                        new ContactFilter(who.strip(), null, null, null, null, day),
                                        null,
                                        MOST_CANDIDATES)
                                .ids()
                : Contact.find(current.accountId(), chosen).map(person -> person.id).stream()
                        .toList();
        if (found.size() != 1) {
            String error = who.isBlank()
                    ? "Enter a name."
                    : found.isEmpty()
                            ? "No one matches. Add the person first, under People."
                            : "Choose one of these people.";
            return Response.status(422)
                    .entity(roster(
                            weeklyClass, day, who, rows.of(current.accountId(), found, day), Map.of("who", error)))
                    .build();
        }
        EnrolmentStatus wanted = Arrays.stream(EnrolmentStatus.values())
                .filter(one -> one.name().equals(status))
                .findFirst()
                .orElse(EnrolmentStatus.ENROLLED);
        enrolments.add(weeklyClass.id, found.get(0), wanted, day, null);
        return done(weeklyClass, found.get(0), "student.enrolled", day, " was added to ");
    }

    @POST
    @Path("{id}/drop")
    @Transactional
    public Response drop(
            @RestPath String id,
            @RestForm("id") @DefaultValue("") String student,
            @RestForm @DefaultValue("") String on) {
        WeeklyClass weeklyClass = find(id);
        long contactId = Contact.find(current.accountId(), student)
                .map(person -> person.id)
                .orElseThrow(NotFoundException::new);
        enrolments.drop(weeklyClass.id, contactId, day(on));
        return done(weeklyClass, contactId, "student.dropped", day(on), " was dropped from ");
    }

    private Response done(WeeklyClass weeklyClass, long contactId, String action, LocalDate day, String words) {
        Contact person = Contact.findById(contactId);
        audit.record(current.accountId(), current.staffId(), action, person.name(), weeklyClass.name + " from " + day);
        flash.show(person.name() + words + weeklyClass.name + " from " + DAY.format(day) + ".");
        return Response.seeOther(URI.create("/classes/" + weeklyClass.publicId + "?on=" + day))
                .build();
    }

    @GET
    @Path("new")
    public TemplateInstance add() {
        return form(null, new ClassForm(), Map.of());
    }

    @POST
    @Path("new")
    @Transactional
    public Response create(@BeanParam ClassForm form) {
        FormErrors errors = form.check();
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(form(null, form, errors.byField()))
                    .build();
        }
        WeeklyClass added = new WeeklyClass(
                current.accountId(), UlidCreator.getMonotonicUlid().toString(), form.name.strip(), clock.instant());
        form.fill(added);
        added.persist();
        return saved(added, "class.added");
    }

    @GET
    @Path("{id}/edit")
    @Transactional
    public TemplateInstance edit(@RestPath String id) {
        WeeklyClass one = find(id);
        return form(one, ClassForm.of(one), Map.of());
    }

    @POST
    @Path("{id}/edit")
    @Transactional
    public Response change(@RestPath String id, @BeanParam ClassForm form) {
        WeeklyClass one = find(id);
        FormErrors errors = form.check();
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(form(one, form, errors.byField()))
                    .build();
        }
        form.fill(one);
        return saved(one, "class.changed");
    }

    @POST
    @Path("{id}/edit/delete")
    @Transactional
    public Response delete(@RestPath String id) {
        WeeklyClass one = find(id);
        enrolments.deleteClass(one);
        audit.record(current.accountId(), current.staffId(), "class.deleted", one.name, null);
        flash.show("The class " + one.name + " was deleted.");
        return Response.seeOther(URI.create("/classes")).build();
    }

    private Response saved(WeeklyClass one, String action) {
        audit.record(current.accountId(), current.staffId(), action, one.name, null);
        flash.show("Saved.");
        return Response.seeOther(URI.create("/classes/" + one.publicId)).build();
    }

    private static TemplateInstance form(@Nullable WeeklyClass one, ClassForm form, Map<String, String> errors) {
        List<DayOfWeek> days = Arrays.asList(DayOfWeek.values());
        return one == null
                ? Templates.edit("Add a class", "/classes/new", false, form, days, errors)
                : Templates.edit("Edit " + one.name, "/classes/" + one.publicId + "/edit", true, form, days, errors);
    }

    private LocalDate day(String text) {
        LocalDate day = Days.of(text);
        return day == null ? LocalDate.ofInstant(clock.instant(), current.zone()) : day;
    }

    private WeeklyClass find(String id) {
        return WeeklyClass.find(current.accountId(), id).orElseThrow(NotFoundException::new);
    }
}
