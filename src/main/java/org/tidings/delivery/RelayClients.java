package org.tidings.delivery;

import io.quarkus.mailer.SentMail;
import io.quarkus.mailer.runtime.DkimSignOptionsConfig;
import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the relays: the Quarkus mailers that are configured under {@code quarkus.mailer}, on sockets that gather what they write. Quarkus
 * itself knows only those that are named in code.
 */
@Singleton
class RelayClients {

    /** What the default mailer is called where relays are listed. */
    static final String DEFAULT = "default";

    private final MailersRuntimeConfig config;
    private final TlsConfigurationRegistry tls;
    private final Event<SentMail> sent;
    private final Map<String, Integer> weights;
    private final Relays relays;
    private final Mailers mailers;

    RelayClients(
            Vertx vertx,
            MailersRuntimeConfig config,
            DeliveryConfig delivery,
            TlsConfigurationRegistry tls,
            Event<SentMail> sent) {
        this.config = config;
        this.tls = tls;
        this.sent = sent;
        this.weights = new TreeMap<>();
        delivery.relays().forEach((name, share) -> weights.put(name, share.weight()));
        if (weights.isEmpty()) {
            weights.put(DEFAULT, 1);
        }
        this.mailers = mailers(GatheringVertx.around(vertx, delivery.sendTimeout()), weights.keySet());
        List<Relay> all = weights.entrySet().stream()
                .map(entry -> new Relay(
                        entry.getKey(),
                        entry.getValue(),
                        mailers.reactiveMailClientFromName(mailerName(entry.getKey()))))
                .toList();
        this.relays = new Relays(all, delivery.connections());
    }

    @Produces
    @Singleton
    Relays relays() {
        return relays;
    }

    /** Clients of their own, to be stopped by the caller, on whatever sockets this Vert.x gives. */
    Mailers mailers(Vertx vertx, Set<String> relayNames) {
        Set<String> named = new TreeSet<>(relayNames);
        boolean withDefault = named.remove(DEFAULT);
        Map<String, MailerRuntimeConfig> configs = new HashMap<>();
        relayNames.forEach(name -> configs.put(mailerName(name), config(name)));
        return new Mailers(
                vertx,
                io.vertx.mutiny.core.Vertx.newInstance(vertx),
                () -> configs,
                LaunchMode.current(),
                new MailerSupport(withDefault, named),
                tls,
                sent);
    }

    static String mailerName(String relay) {
        return relay.equals(DEFAULT) ? Mailers.DEFAULT_MAILER_NAME : relay;
    }

    /**
     * A mailer's settings. What Tidings needs to be so is set for the default mailer (see {@code application.properties}), and goes for the
     * named ones, too.
     *
     * @throws IllegalStateException when there is no mailer of this name
     */
    MailerRuntimeConfig config(String relay) {
        MailerRuntimeConfig ours = Objects.requireNonNull(config.mailers().get(Mailers.DEFAULT_MAILER_NAME));
        if (relay.equals(DEFAULT)) {
            return ours;
        }
        if (!config.mailers().containsKey(relay)) {
            throw new IllegalStateException(
                    "tidings.delivery.relays." + relay + " is set, but quarkus.mailer." + relay + ".host is not");
        }
        MailerRuntimeConfig named = Objects.requireNonNull(config.mailers().get(relay));
        return StandIn.of(MailerRuntimeConfig.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "pipelining" -> ours.pipelining();
            case "maxPoolSize" -> ours.maxPoolSize();
            case "dkim" -> signing(named.dkim(), ours.dkim());
            default -> StandIn.call(named, method, arguments);
        });
    }

    private static DkimSignOptionsConfig signing(DkimSignOptionsConfig named, DkimSignOptionsConfig ours) {
        return StandIn.of(DkimSignOptionsConfig.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "signedHeaders" -> named.signedHeaders().or(ours::signedHeaders);
            case "headerCanonAlgo" -> named.headerCanonAlgo().or(ours::headerCanonAlgo);
            default -> StandIn.call(named, method, arguments);
        });
    }

    @PreDestroy
    void close() {
        mailers.stop();
    }
}
