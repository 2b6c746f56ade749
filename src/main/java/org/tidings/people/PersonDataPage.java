package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.Contact;

/** All that is kept about a person: a page to read and print, and a download. */
@Path("/people/{id}/data")
class PersonDataPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance data(PersonData kept);
    }

    private final CurrentStaff current;
    private final PersonExport export;
    private final AuditTrail audit;

    PersonDataPage(CurrentStaff current, PersonExport export, AuditTrail audit) {
        this.current = current;
        this.export = export;
        this.audit = audit;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance page(@RestPath String id) {
        return Templates.data(recorded(id));
    }

    @GET
    @Path("person.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public Response download(@RestPath String id) {
        return Response.ok(recorded(id))
                .header("Content-Disposition", "attachment; filename=\"person.json\"")
                .build();
    }

    private PersonData recorded(String id) {
        Contact person = Contact.find(current.accountId(), id).orElseThrow(NotFoundException::new);
        audit.record(current.accountId(), current.staffId(), "person.exported", person.name(), null);
        return export.of(current.accountId(), person.id);
    }
}
