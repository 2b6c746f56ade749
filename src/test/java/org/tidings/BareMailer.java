package org.tidings;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Tidings is measured against: a loop over the Quarkus mailer, as it comes, that sends one message to numbered people and knows nothing of
 * any of them. Orders are {@code send DOMAIN COUNT}.
 */
final class BareMailer {

    private final ReactiveMailer mailer;
    private final BenchMessage message;
    private final int connections;

    private BareMailer(ReactiveMailer mailer, BenchMessage message, int connections) {
        this.mailer = mailer;
        this.message = message;
        this.connections = connections;
    }

    /** The arguments are the receiver's port, the number of connections, and the file with the message. */
    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[1]);
        BareMailer loop = new BareMailer(
                mailer(Map.of(
                        "quarkus.mailer.host",
                        "127.0.0.1",
                        "quarkus.mailer.port",
                        arguments[0],
                        "quarkus.mailer.max-pool-size",
                        String.valueOf(connections),
                        "quarkus.mailer.pipelining",
                        "false")), // as in Tidings
                new ObjectMapper().readValue(Path.of(arguments[2]).toFile(), BenchMessage.class),
                connections);
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            loop.send(words[1], Integer.parseInt(words[2]));
            System.out.println("sent");
        }
        System.exit(0);
    }

    private static ReactiveMailer mailer(Map<String, String> settings) {
        MailersRuntimeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MailersRuntimeConfig.class)
                .withDefaultValues(settings)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(MailersRuntimeConfig.class);
        Vertx vertx = Vertx.vertx();
        return new Mailers(
                        vertx,
                        io.vertx.mutiny.core.Vertx.newInstance(vertx),
                        config,
                        LaunchMode.NORMAL,
                        new MailerSupport(true, Set.of()),
                        new NoTls(),
                        null)
                .reactiveMailerFromName(Mailers.DEFAULT_MAILER_NAME);
    }

    private void send(String domain, int count) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch sent = new CountDownLatch(count);
        for (int i = 0; i < connections; i++) {
            sendNext(domain, next, count, sent);
        }
        sent.await();
    }

    private void sendNext(String domain, AtomicInteger next, int count, CountDownLatch sent) {
        int number = next.getAndIncrement();
        if (number < count) {
            mailer.send(mail(BenchMessage.address(number, domain)))
                    .subscribe()
                    .with(
                            done -> {
                                sent.countDown();
                                sendNext(domain, next, count, sent);
                            },
                            failure -> {
                                System.err.println(failure);
                                System.exit(1);
                            });
        }
    }

    private Mail mail(String to) {
        Mail mail = new Mail()
                .addTo(to)
                .setFrom(message.from())
                .setBounceAddress(message.envelopeFrom())
                .setSubject(message.subject())
                .setHtml(message.html())
                .setText(message.text());
        message.headers().forEach(mail::addHeader);
        return mail;
    }
}
