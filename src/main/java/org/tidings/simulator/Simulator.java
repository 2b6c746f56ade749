package org.tidings.simulator;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.InboundSmtp;
import org.tidings.platform.PlatformConfig;

/** The simulator. If enabled, it starts and stops with the application. */
@Named("simulator")
@Singleton
public class Simulator {
    private static final Logger LOG = Logger.getLogger(Simulator.class);

    /** Starts before all senders of mail and stops after them. */
    private static final int FIRST = 500;

    private static final int LAST = 10_000;

    private final SimulatorConfig config;
    private final Clock clock;
    private final Inboxes inboxes;
    private final RecipientActions actions;
    private final ReturnMailSender returnMail;
    private final Reactions reactions;
    private @Nullable SmtpListener listener;

    Simulator(
            SimulatorConfig config,
            PlatformConfig platform,
            Instance<HttpServer> http,
            InboundSmtp inbound,
            Clock clock) {
        this.config = config;
        this.clock = clock;
        inboxes = new Inboxes(config.keptMessages(), config.keptBytes().asLongValue());
        actions = new RecipientActions(
                new Browser(platform.baseUrl().toString(), () -> http.get().getPort()));
        returnMail = new ReturnMailSender(inbound::port, clock);
        Map<Tag, Reaction> people = new EnumMap<>(Reactions.overTheWeb(actions, config.readingTime()));
        people.putAll(Reactions.byMail(returnMail, config.readingTime()));
        reactions = new Reactions(
                people, config.concurrency(), config.waitingBytes().asLongValue(), clock);
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        if (isActive()) {
            listener = new SmtpListener(config.port(), new MailSystem(inboxes, reactions, clock));
            LOG.infof(
                    "Test mode: no mail leaves this machine. The simulator receives it on 127.0.0.1:%d; open /simulator to see it",
                    listener.port());
        }
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        if (listener != null) {
            listener.close();
        }
        reactions.close();
    }

    /** Whether mail goes to the simulator instead of the internet. */
    public boolean isActive() {
        return config.active();
    }

    Inboxes inboxes() {
        return inboxes;
    }

    RecipientActions actions() {
        return actions;
    }

    ReturnMailSender returnMail() {
        return returnMail;
    }

    /** Performs an action that a user chose on the page. */
    void byHand(Arrival arrival, RecipientAction action) {
        try {
            reactions.perform(arrival, action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
