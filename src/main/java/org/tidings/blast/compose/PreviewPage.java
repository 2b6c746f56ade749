package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.message.Person;
import org.tidings.message.layout.ColourScheme;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.SecurityHeaders;

/** The preview for a chosen recipient, and the test message. */
@Path("/blasts/{id}")
@Produces(MediaType.TEXT_HTML)
class PreviewPage {

    private static final int FOUND_SHOWN = 20;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance preview(
                String id, Preview shown, String q, List<Person> found, String to, Map<String, String> errors);
    }

    private final Drafts drafts;
    private final Previews previews;
    private final AudiencePeople people;
    private final ComposeView view;
    private final TestMessage test;
    private final FlashMessage flash;

    PreviewPage(
            Drafts drafts,
            Previews previews,
            AudiencePeople people,
            ComposeView view,
            TestMessage test,
            FlashMessage flash) {
        this.drafts = drafts;
        this.previews = previews;
        this.people = people;
        this.view = view;
        this.test = test;
        this.flash = flash;
    }

    /**
     * The preview page.
     *
     * @param as the address of the recipient; the first recipient if empty
     * @param q search text for other recipients
     */
    @GET
    @Path("preview")
    public TemplateInstance preview(
            String id, @RestQuery @DefaultValue("") String as, @RestQuery @DefaultValue("") String q) {
        Blast draft = drafts.editable(id);
        return page(draft, as, q, Objects.requireNonNullElse(view.me(), ""), Map.of());
    }

    /** The content of the frames. The policy treats it as untrusted: no scripts, no forms, no cookies. */
    @GET
    @Path("preview/html")
    public Response html(
            String id, @RestQuery @DefaultValue("") String as, @RestQuery @DefaultValue("LIGHT") ColourScheme scheme) {
        return Response.ok(scheme.shown(previews.of(drafts.visible(id), as).html()))
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .build();
    }

    @POST
    @Path("test")
    public Response sendTest(String id, @RestForm @DefaultValue("") String to, @RestForm @DefaultValue("") String as) {
        Blast draft = drafts.editable(id);
        Optional<String> why = test.send(draft, people.find(draft, as), to);
        if (why.isPresent()) {
            return Response.status(422)
                    .entity(page(draft, as, "", to, Map.of("to", why.get())))
                    .build();
        }
        flash.show("Test message sent to " + to.strip() + ".");
        return Response.seeOther(UriBuilder.fromPath("/blasts/{id}/preview")
                        .queryParam("as", "{as}")
                        .build(draft.publicId, as))
                .build();
    }

    private TemplateInstance page(Blast draft, String as, String q, String to, Map<String, String> errors) {
        List<Person> found = q.isBlank() ? List.of() : people.search(draft, q, FOUND_SHOWN);
        String shown = as.isBlank() && !found.isEmpty() ? found.get(0).email() : as;
        return Templates.preview(draft.publicId, previews.of(draft, shown), q, found, to, errors);
    }
}
