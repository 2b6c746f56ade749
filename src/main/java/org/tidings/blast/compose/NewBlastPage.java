package org.tidings.blast.compose;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** The compose page for a new blast. Opening it creates no draft; the first save does. */
@Path("/blasts/new")
@Produces(MediaType.TEXT_HTML)
class NewBlastPage {

    private final ComposePage page;
    private final ComposeView view;
    private final Drafts drafts;

    NewBlastPage(ComposePage page, ComposeView view, Drafts drafts) {
        this.page = page;
        this.view = view;
        this.drafts = drafts;
    }

    @GET
    public TemplateInstance blank() {
        DraftForm form = DraftForm.blank(drafts.newId());
        return ComposePage.Templates.compose(view.ofNew(form.draft), form, Map.of(), null);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response start(@BeanParam DraftForm form, MultipartFormDataInput submitted) {
        form.readBlocks(submitted);
        return page.submit(() -> drafts.started(form.draft), form.draft, form);
    }

    @POST
    @Path("save")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response startWhileTyping(@BeanParam DraftForm form, MultipartFormDataInput submitted) {
        form.readBlocks(submitted);
        return page.saveWhileTyping(() -> drafts.started(form.draft), form.draft, form);
    }
}
