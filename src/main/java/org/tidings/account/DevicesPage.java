package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.FlashMessage;

/** Settings page where staff see on which devices they are logged in, and log out others. */
@Path("/settings/devices")
class DevicesPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Device> devices);
    }

    /**
     * A session.
     *
     * @param remoteAddress where it was started; null if unknown
     * @param here whether it is the one of this request
     */
    record Device(
            String id,
            String name,
            @Nullable String remoteAddress,
            Instant loggedInAt,
            Instant lastSeenAt,
            boolean here) {}

    private final CurrentStaff current;
    private final Sessions sessions;
    private final FlashMessage flash;

    DevicesPage(CurrentStaff current, Sessions sessions, FlashMessage flash) {
        this.current = current;
        this.sessions = sessions;
        this.flash = flash;
    }

    @GET
    public TemplateInstance list() {
        String here = Objects.requireNonNull(current.sessionId());
        return Templates.list(sessions.of(me()).stream()
                .map(session -> new Device(
                        session.id,
                        DeviceName.of(session.userAgent),
                        session.remoteAddress,
                        session.createdAt,
                        session.lastSeenAt,
                        session.id.equals(here)))
                .toList());
    }

    @POST
    @Path("{session}/end")
    public Response end(String session) {
        if (!sessions.end(current.accountId(), me(), session)) {
            throw new NotFoundException();
        }
        return done("That device is logged out.");
    }

    @POST
    @Path("end-others")
    public Response endOthers() {
        sessions.endOthers(current.accountId(), me(), Objects.requireNonNull(current.sessionId()));
        return done("All other devices are logged out.");
    }

    private Response done(String sentence) {
        flash.show(sentence);
        return Response.seeOther(URI.create("/settings/devices")).build();
    }

    private long me() {
        return Objects.requireNonNull(current.staffId());
    }
}
