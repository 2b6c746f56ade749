package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.ConsentHistory;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactMerge;
import org.tidings.contact.ContactStore;
import org.tidings.contact.CustomFields;
import org.tidings.contact.Enrolments;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.FlashMessage;
import org.tidings.recipient.RecipientKey;
import org.tidings.report.EmailLog;

/** The page of a person, with the log of all email to their addresses. */
@Path("/people/{id}")
class PersonPage {

    private static final int LOG_LINES = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance person(PersonView person, LogView log);

        static native TemplateInstance person$log(PersonView person, LogView log);

        static native TemplateInstance confirm(PersonView person, List<PersonRow> duplicates);
    }

    private final CurrentStaff current;
    private final ContactStore contacts;
    private final ContactMerge merge;
    private final Erasure erasure;
    private final PersonRows rows;
    private final Enrolments enrolments;
    private final ConsentHistory consent;
    private final CustomFields fields;
    private final EmailLog log;
    private final AuditTrail audit;
    private final FlashMessage flash;
    private final Clock clock;

    PersonPage(
            CurrentStaff current,
            ContactStore contacts,
            ContactMerge merge,
            Erasure erasure,
            PersonRows rows,
            Enrolments enrolments,
            ConsentHistory consent,
            CustomFields fields,
            EmailLog log,
            AuditTrail audit,
            FlashMessage flash,
            Clock clock) {
        this.current = current;
        this.contacts = contacts;
        this.merge = merge;
        this.erasure = erasure;
        this.rows = rows;
        this.enrolments = enrolments;
        this.consent = consent;
        this.fields = fields;
        this.log = log;
        this.audit = audit;
        this.flash = flash;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param subject part of the subject of the messages to list
     * @param before position in the log: key of a blast and number of a recipient
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance person(
            @RestPath String id,
            @RestQuery @DefaultValue("") String subject,
            @RestQuery @DefaultValue("") String before) {
        ContactStore.Person found = find(id);
        PersonView view = view(found);
        return Templates.person(view, log(view, subject.strip(), position(before)));
    }

    private PersonView view(ContactStore.Person person) {
        List<MailboxState> mailboxes = rows.mailboxes(current.accountId(), person);
        List<Long> addressIds = MailboxState.addressIds(mailboxes);
        return new PersonView(
                person.publicId(),
                person.details(),
                mailboxes,
                addressIds,
                enrolments.of(person.id()),
                consent.of(addressIds),
                fields.definitions(current.accountId()));
    }

    private LogView log(PersonView person, String subject, @Nullable RecipientKey before) {
        EmailLog.Page page =
                log.page(person.addressIds(), subject, before, LOG_LINES, new Dates(current.zone(), clock.instant()));
        RecipientKey next = page.next();
        return new LogView(
                page.entries().stream()
                        .map(entry -> new LogView.Line(
                                entry, current.seesAll() || Objects.equals(entry.createdBy(), current.staffId())))
                        .toList(),
                subject,
                before == null,
                next == null ? null : next.blastId() + "-" + next.seq());
    }

    private static @Nullable RecipientKey position(String text) {
        if (!text.matches("\\d{1,18}-\\d{1,9}")) {
            return null;
        }
        int dash = text.indexOf('-');
        return new RecipientKey(Long.parseLong(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    /** Asks before deleting, and offers people who may be the same to merge with. */
    @GET
    @Path("change")
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance confirm(@RestPath String id) {
        ContactStore.Person found = find(id);
        return Templates.confirm(
                view(found),
                rows.of(
                        current.accountId(),
                        merge.duplicates(current.accountId(), found),
                        LocalDate.ofInstant(clock.instant(), current.zone())));
    }

    @POST
    @Path("merge")
    @Transactional
    public Response merge(@RestPath String id, @RestForm @DefaultValue("") String other) {
        ContactStore.Person kept = find(id);
        ContactStore.Person gone = find(other);
        if (kept.id() == gone.id()) {
            throw new NotFoundException();
        }
        merge.merge(current.accountId(), kept.id(), gone.id());
        record("person.merged", kept, gone.details().label());
        flash.show(gone.details().label() + " is now part of " + kept.details().label() + ".");
        return Response.seeOther(URI.create("/people/" + id)).build();
    }

    @POST
    @Path("delete")
    @Transactional
    public Response delete(@RestPath String id) {
        ContactStore.Person gone = find(id);
        contacts.delete(current.accountId(), List.of(gone.id()));
        record("person.deleted", gone, null);
        flash.show(gone.details().label() + " was deleted.");
        return Response.seeOther(URI.create("/people")).build();
    }

    @POST
    @Path("erase")
    public Response erase(@RestPath String id) {
        erasure.erase(current.accountId(), current.staffId(), find(id).id());
        flash.show("The person was erased.");
        return Response.seeOther(URI.create("/people")).build();
    }

    private void record(String action, ContactStore.Person person, @Nullable String detail) {
        audit.record(
                current.accountId(), current.staffId(), action, person.details().label(), detail);
    }

    private ContactStore.Person find(String id) {
        return Contact.find(current.accountId(), id)
                .flatMap(contact -> contacts.find(current.accountId(), contact.id))
                .orElseThrow(NotFoundException::new);
    }
}
