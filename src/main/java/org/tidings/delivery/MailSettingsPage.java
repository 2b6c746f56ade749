package org.tidings.delivery;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.relay.Relays;
import org.tidings.senderdomain.SenderDomain;

/** By which relays mail leaves, whether they answer, a test that shows the conversation, and what providers think of the sender's domain. */
@Path("/settings/mail")
class MailSettingsPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance relays(List<RelayView> relays, SenderDomain.Known domain);
    }

    private final Relays relays;
    private final RelayClients clients;
    private final ConnectionCheck check;
    private final SenderDomain domain;

    MailSettingsPage(Relays relays, RelayClients clients, ConnectionCheck check, SenderDomain domain) {
        this.relays = relays;
        this.clients = clients;
        this.check = check;
        this.domain = domain;
    }

    @GET
    public TemplateInstance show() {
        return page(null, null);
    }

    /** Takes some seconds; nothing is sent, so nothing is lost when it is asked for twice. */
    @POST
    @Path("test")
    public TemplateInstance test(@RestForm @DefaultValue("") String relay) {
        if (relays.all().stream().noneMatch(known -> known.name().equals(relay))) {
            throw new NotFoundException();
        }
        return page(relay, check.run(relay));
    }

    /** Asks the domain name system, which takes some seconds. */
    @POST
    @Path("domain")
    public TemplateInstance checkDomain() {
        domain.check();
        return page(null, null);
    }

    private TemplateInstance page(@Nullable String tested, ConnectionCheck.@Nullable Result result) {
        List<RelayView> views = relays.all().stream()
                .map(relay -> RelayView.of(
                        relay,
                        relays.share(relay),
                        clients.config(relay.name()),
                        relay.name().equals(tested) ? result : null))
                .toList();
        return Templates.relays(views, domain.known());
    }
}
