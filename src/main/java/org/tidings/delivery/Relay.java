package org.tidings.delivery;

import io.quarkus.mailer.SentMail;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.Set;

/** The next hop: the Quarkus mailer as configured under {@code quarkus.mailer}, on sockets that gather what it writes. */
@Singleton
class Relay {

    private final Mailers mailers;

    Relay(Vertx vertx, MailersRuntimeConfig config, TlsConfigurationRegistry tls, Event<SentMail> sent) {
        Vertx gathering = GatheringVertx.around(vertx);
        mailers = new Mailers(
                gathering,
                io.vertx.mutiny.core.Vertx.newInstance(gathering),
                config,
                LaunchMode.current(),
                new MailerSupport(true, Set.of()),
                tls,
                sent);
    }

    MailClient client() {
        return mailers.reactiveMailClientFromName(Mailers.DEFAULT_MAILER_NAME);
    }

    @PreDestroy
    void close() {
        mailers.stop();
    }
}
