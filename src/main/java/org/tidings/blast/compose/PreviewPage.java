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
import java.util.Set;
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
                String id, Preview shown, String q, List<Person> found, Test test, Map<String, String> errors);
    }

    /**
     * The form of a test message.
     *
     * @param chosen the addresses of the colleagues who get it as well
     */
    record Test(String to, List<String> chosen, List<Colleagues.Colleague> colleagues) {}

    private final Drafts drafts;
    private final Previews previews;
    private final AudiencePeople people;
    private final ComposeView view;
    private final TestMessage test;
    private final Colleagues colleagues;
    private final FlashMessage flash;

    PreviewPage(
            Drafts drafts,
            Previews previews,
            AudiencePeople people,
            ComposeView view,
            TestMessage test,
            Colleagues colleagues,
            FlashMessage flash) {
        this.drafts = drafts;
        this.previews = previews;
        this.people = people;
        this.view = view;
        this.test = test;
        this.colleagues = colleagues;
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
        return page(draft, as, q, test(Objects.requireNonNullElse(view.me(), ""), List.of()), Map.of());
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
    public Response sendTest(
            String id,
            @RestForm @DefaultValue("") String to,
            @RestForm List<String> colleague,
            @RestForm @DefaultValue("") String as) {
        Blast draft = drafts.editable(id);
        Set<String> addresses = colleagues.addresses(to, colleague);
        if (addresses.isEmpty()) {
            addresses = Set.of(to); // which is blank, and refused with the words that help
        }
        for (String address : addresses) {
            Optional<String> why = test.send(draft, people.find(draft, as), address);
            if (why.isPresent()) {
                String error = addresses.size() == 1 ? why.get() : address + ": " + why.get();
                return Response.status(422)
                        .entity(page(draft, as, "", test(to, colleague), Map.of("to", error)))
                        .build();
            }
        }
        flash.show("Test message sent to " + String.join(", ", addresses) + ".");
        return Response.seeOther(UriBuilder.fromPath("/blasts/{id}/preview")
                        .queryParam("as", "{as}")
                        .build(draft.publicId, as))
                .build();
    }

    private Test test(String to, List<String> chosen) {
        return new Test(to, chosen, colleagues.all());
    }

    private TemplateInstance page(Blast draft, String as, String q, Test test, Map<String, String> errors) {
        List<Person> found = q.isBlank() ? List.of() : people.search(draft, q, FOUND_SHOWN);
        String shown = as.isBlank() && !found.isEmpty() ? found.get(0).email() : as;
        return Templates.preview(draft.publicId, previews.of(draft, shown), q, found, test, errors);
    }
}
