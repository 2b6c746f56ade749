package org.tidings.delivery;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Role;
import org.tidings.delivery.relay.Relays;

/** By which relays mail leaves, whether they answer, and a test that shows the conversation. */
@Path("/settings/mail")
@RolesAllowed(Role.OWNER_ONLY)
class MailSettingsPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance relays(List<RelayView> relays);
    }

    private final Relays relays;
    private final RelayClients clients;
    private final ConnectionCheck check;

    MailSettingsPage(Relays relays, RelayClients clients, ConnectionCheck check) {
        this.relays = relays;
        this.clients = clients;
        this.check = check;
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

    private TemplateInstance page(@Nullable String tested, ConnectionCheck.@Nullable Result result) {
        List<RelayView> views = relays.all().stream()
                .map(relay -> RelayView.of(
                        relay,
                        relays.share(relay),
                        clients.config(relay.name()),
                        relay.name().equals(tested) ? result : null))
                .toList();
        return Templates.relays(views);
    }
}
