package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
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
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.SecurityHeaders;

/** The message as one of its recipients will see it, and the test message. */
@Path("/blasts/{id}")
@Authenticated
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
    private final FlashMessage notice;

    PreviewPage(
            Drafts drafts,
            Previews previews,
            AudiencePeople people,
            ComposeView view,
            TestMessage test,
            FlashMessage notice) {
        this.drafts = drafts;
        this.previews = previews;
        this.people = people;
        this.view = view;
        this.test = test;
        this.notice = notice;
    }

    /**
     * The page.
     *
     * @param as the recipient's address; the first one's when empty
     * @param q words to look for others by
     */
    @GET
    @Path("preview")
    public TemplateInstance preview(
            String id, @RestQuery @DefaultValue("") String as, @RestQuery @DefaultValue("") String q) {
        Blast draft = drafts.editable(id);
        return page(draft, as, q, Objects.requireNonNullElse(view.me(), ""), Map.of());
    }

    /** What the frames show. The browser must treat it as a stranger's: no scripts, no forms, no cookies. */
    @GET
    @Path("preview/html")
    public Response html(String id, @RestQuery @DefaultValue("") String as) {
        return Response.ok(previews.of(drafts.visible(id), as).html())
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
        notice.say("The test was handed to the mail server, for " + to.strip() + ".");
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
