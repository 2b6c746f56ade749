package org.tidings.simulator;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The inboxes of the simulator, and doing by hand what its people do by themselves. Not there where it is off. */
@Path("/simulator")
@Authenticated
class SimulatorPage {
    private static final int SHOWN_INBOXES = 50;

    /**
     * The message in its frame: no scripts, no forms, nothing loaded, since the browser of whoever looks would load the
     * pixel in the name of the recipient.
     */
    private static final String FRAME_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance inboxes(String q, List<InboxView> inboxes);

        static native TemplateInstance message(MessageView message);
    }

    private final Simulator simulator;

    SimulatorPage(Simulator simulator) {
        this.simulator = simulator;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance inboxes(@RestQuery @DefaultValue("") String q) {
        requireActive();
        List<InboxView> inboxes = simulator.inboxes().search(q, SHOWN_INBOXES).entrySet().stream()
                .map(inbox -> InboxView.of(inbox.getKey(), inbox.getValue()))
                .toList();
        return Templates.inboxes(q, inboxes);
    }

    @GET
    @Path("messages/{id}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance message(String id) {
        Arrival arrival = find(id);
        return Templates.message(MessageView.of(arrival, simulator.deeds()));
    }

    @GET
    @Path("messages/{id}/content")
    public Response content(String id) {
        return Response.ok(find(id).letter().forDisplay(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", FRAME_POLICY)
                .build();
    }

    @GET
    @Path("messages/{id}/source")
    public Response source(String id) {
        return Response.ok(find(id).raw(), MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .build();
    }

    @POST
    @Path("messages/{id}/open")
    public Response open(String id) {
        Arrival arrival = find(id);
        return does(
                arrival,
                simulator.deeds().loadPixel(arrival.letter(), program(arrival).forImages()));
    }

    /** Follows the link of the given place in {@link ReceivedMessage#links()}. */
    @POST
    @Path("messages/{id}/click")
    public Response click(String id, @RestForm @DefaultValue("-1") int link) {
        Arrival arrival = find(id);
        List<ReceivedMessage.Link> links = arrival.letter().links();
        if (link < 0 || link >= links.size()) {
            throw new NotFoundException();
        }
        return does(
                arrival,
                simulator.deeds().follow(links.get(link).url(), program(arrival).forLinks()));
    }

    @POST
    @Path("messages/{id}/unsubscribe")
    public Response unsubscribe(String id) {
        Arrival arrival = find(id);
        return does(
                arrival,
                simulator.deeds().unsubscribe(arrival.letter(), program(arrival).forImages()));
    }

    @POST
    @Path("messages/{id}/spam")
    public Response markAsSpam(String id) {
        Arrival arrival = find(id);
        return does(arrival, simulator.post().complain(arrival));
    }

    @POST
    @Path("messages/{id}/bounce")
    public Response bounce(String id) {
        Arrival arrival = find(id);
        return does(arrival, simulator.post().bounce(arrival));
    }

    private Response does(Arrival arrival, RecipientAction deed) {
        simulator.byHand(arrival, deed);
        return Response.seeOther(URI.create("/simulator/messages/" + arrival.id()))
                .build();
    }

    private static MailProgram program(Arrival arrival) {
        return MailProgram.of(arrival.address());
    }

    private Arrival find(String id) {
        requireActive();
        return simulator.inboxes().find(id).filter(Arrival::hasMessage).orElseThrow(NotFoundException::new);
    }

    private void requireActive() {
        if (!simulator.isActive()) {
            throw new NotFoundException();
        }
    }
}
