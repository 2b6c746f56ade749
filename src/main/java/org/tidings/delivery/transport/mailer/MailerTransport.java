package org.tidings.delivery.transport.mailer;

import io.vertx.ext.mail.MailConfig;
import java.time.Duration;
import org.tidings.delivery.transport.Transport;
import org.tidings.delivery.transport.TransportConnection;

/** Sends by the mail client of Quarkus. The default transport. */
public final class MailerTransport implements Transport {

    private final MailVertx vertx;
    private final MailConfig config;
    private final Duration sendTimeout;

    /**
     * To one relay.
     *
     * @param config the relay and how to use it; its pool size is not used, since each connection has a client of its own
     * @param sendTimeout longest time one message may take, from connecting to the last reply; at least a second
     */
    public MailerTransport(MailConfig config, Duration sendTimeout) {
        this.vertx = new MailVertx(sendTimeout);
        this.config = config;
        this.sendTimeout = sendTimeout;
    }

    @Override
    public TransportConnection open() {
        return new MailerConnection(vertx, config, sendTimeout);
    }

    @Override
    public void close() {
        vertx.close();
    }
}
