package org.tidings.people;

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

/** The download of all that is kept about a person. */
@Path("/people/{id}/data.json")
class PersonDataPage {

    private final CurrentStaff current;
    private final PersonExport export;
    private final AuditTrail audit;

    PersonDataPage(CurrentStaff current, PersonExport export, AuditTrail audit) {
        this.current = current;
        this.export = export;
        this.audit = audit;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public Response data(@RestPath String id) {
        Contact person = Contact.find(current.accountId(), id).orElseThrow(NotFoundException::new);
        audit.record(current.accountId(), current.staffId(), "person.exported", person.name(), null);
        return Response.ok(export.of(current.accountId(), person.id))
                .header("Content-Disposition", "attachment; filename=\"person.json\"")
                .build();
    }
}
