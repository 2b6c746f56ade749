package org.tidings.report;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.PublicPage;
import org.tidings.blast.PublicPages;
import org.tidings.platform.web.FlashMessage;

/** Makes the message of a blast public, from its report. */
@Path("/blasts/{id}/public-page")
class PublicPageForm {

    private final BlastAccess access;
    private final PublicPages pages;
    private final FlashMessage flash;

    PublicPageForm(BlastAccess access, PublicPages pages, FlashMessage flash) {
        this.access = access;
        this.pages = pages;
        this.flash = flash;
    }

    @POST
    public Response change(String id, @RestForm @DefaultValue("OFF") PublicPage page) {
        Blast blast = access.find(id);
        pages.change(blast, page);
        flash.show(page == PublicPage.OFF ? "The message is no longer public." : "The message is public.");
        return Response.seeOther(URI.create("/blasts/" + blast.publicId + "?tab=content#public-page"))
                .build();
    }
}
