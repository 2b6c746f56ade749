package org.tidings.account;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives a new session to the browser of a request, in place of the one it may have. */
@ApplicationScoped
class BrowserSession {

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final KnownDevices devices;

    BrowserSession(Sessions sessions, SessionCookie cookie, KnownDevices devices) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.devices = devices;
    }

    /** @param email whose session it is */
    void begin(RoutingContext request, String token, String email) {
        endStored(request);
        cookie.set(request, token);
        devices.remember(request, email);
    }

    void end(RoutingContext request) {
        endStored(request);
        cookie.clear(request);
    }

    private void endStored(RoutingContext request) {
        String token = cookie.read(request);
        if (token != null) {
            sessions.end(token);
        }
    }
}
