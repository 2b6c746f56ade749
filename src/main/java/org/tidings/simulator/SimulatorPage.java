package org.tidings.simulator;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.platform.MailAccess;

/** Shows the inboxes of the simulator and lets staff perform recipient actions by hand. Returns 404 if the simulator is disabled. */
@Path("/simulator")
class SimulatorPage {
    private static final int SHOWN_INBOXES = 50;

    /**
     * Policy of the message frame: no scripts, no forms and no remote content. Otherwise viewing the message would load the tracking pixel and
     * count as an open.
     */
    private static final String FRAME_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance inboxes(String q, List<InboxView> inboxes);

        static native TemplateInstance message(MessageView message);
    }

    private final Simulator simulator;
    private final MailAccess access;

    SimulatorPage(Simulator simulator, MailAccess access) {
        this.simulator = simulator;
        this.access = access;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance inboxes(@RestQuery @DefaultValue("") String q) {
        requireActive();
        Predicate<String> readable = access.readable();
        List<InboxView> inboxes =
                simulator
                        .inboxes()
                        .search(q, arrival -> readable.test(arrival.sender()), SHOWN_INBOXES)
                        .entrySet()
                        .stream()
                        .map(inbox -> InboxView.of(inbox.getKey(), inbox.getValue()))
                        .toList();
        return Templates.inboxes(q, inboxes);
    }

    @GET
    @Path("messages/{id}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance message(String id) {
        Arrival arrival = find(id);
        return Templates.message(MessageView.of(arrival, simulator.actions()));
    }

    @GET
    @Path("messages/{id}/content")
    public Response content(String id) {
        return Response.ok(find(id).message().forDisplay(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
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
                simulator
                        .actions()
                        .loadPixel(arrival.message(), program(arrival).forImages()));
    }

    /** Follows the link at the given index of {@link ReceivedMessage#links()}. */
    @POST
    @Path("messages/{id}/click")
    public Response click(String id, @RestForm @DefaultValue("-1") int link) {
        Arrival arrival = find(id);
        List<ReceivedMessage.Link> links = arrival.message().links();
        if (link < 0 || link >= links.size()) {
            throw new NotFoundException();
        }
        return does(
                arrival,
                simulator
                        .actions()
                        .follow(links.get(link).url(), program(arrival).forLinks()));
    }

    @POST
    @Path("messages/{id}/unsubscribe")
    public Response unsubscribe(String id) {
        Arrival arrival = find(id);
        return does(
                arrival,
                simulator
                        .actions()
                        .unsubscribe(arrival.message(), program(arrival).forImages()));
    }

    @POST
    @Path("messages/{id}/spam")
    public Response markAsSpam(String id) {
        Arrival arrival = find(id);
        return does(arrival, simulator.returnMail().complain(arrival));
    }

    @POST
    @Path("messages/{id}/bounce")
    public Response bounce(String id) {
        Arrival arrival = find(id);
        return does(arrival, simulator.returnMail().bounce(arrival));
    }

    private Response does(Arrival arrival, RecipientAction action) {
        simulator.byHand(arrival, action);
        return Response.seeOther(URI.create("/simulator/messages/" + arrival.id()))
                .build();
    }

    private static MailProgram program(Arrival arrival) {
        return MailProgram.of(arrival.address());
    }

    private Arrival find(String id) {
        requireActive();
        return simulator
                .inboxes()
                .find(id)
                .filter(Arrival::hasMessage)
                .filter(arrival -> access.readable().test(arrival.sender()))
                .orElseThrow(NotFoundException::new);
    }

    private void requireActive() {
        if (!simulator.isActive()) {
            throw new NotFoundException();
        }
    }
}
