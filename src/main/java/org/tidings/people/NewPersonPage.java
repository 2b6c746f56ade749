package org.tidings.people;

import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** The form that adds a person. A class of its own, because its path would otherwise be that of a person with the id "new". */
@Path("/people/new")
@Produces(MediaType.TEXT_HTML)
class NewPersonPage {

    private final PersonEditPage form;

    NewPersonPage(PersonEditPage form) {
        this.form = form;
    }

    @GET
    public TemplateInstance add() {
        return form.page(null, new PersonForm(), Map.of());
    }

    @POST
    @Transactional
    public Response create(@BeanParam PersonForm person) {
        return form.save(null, person);
    }
}
