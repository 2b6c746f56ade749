package org.tidings.hooks;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.HostAddresses;

/**
 * Sends messages to webhooks. For each webhook, one batch at a time is under way, and the next one is claimed when all of it is answered; a batch
 * of a receiver that failed is a single message. Threads are used for the database and the DNS only, so slow receivers do not hold up others.
 */
@Singleton
class HookDispatcher {

    private static final Logger LOG = Logger.getLogger(HookDispatcher.class);

    /** Messages of one webhook that are sent at the same time by one node. */
    static final int AT_ONCE = 10;

    private static final int THREADS = 16;

    private final HookDeliveries deliveries;
    private final WebhookHealth health;
    private final HookClient client;
    private final HostAddresses hosts;
    private final Clock clock;
    private final HookRetries retries =
            new HookRetries(() -> ThreadLocalRandom.current().nextDouble());
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "webhooks");
                thread.setDaemon(true);
                return thread;
            });
    private volatile boolean stopping;

    @Inject
    HookDispatcher(
            HookDeliveries deliveries, WebhookHealth health, HookConfig config, Vertx vertx, Dns dns, Clock clock) {
        this(
                deliveries,
                health,
                new HookClient(vertx, HookClient.PATIENCE),
                config.privateNetworks() ? HostAddresses.anywhere(dns) : HostAddresses.ofTheInternet(dns),
                clock);
    }

    HookDispatcher(
            HookDeliveries deliveries, WebhookHealth health, HookClient client, HostAddresses hosts, Clock clock) {
        this.deliveries = deliveries;
        this.health = health;
        this.client = client;
        this.hosts = hosts;
        this.clock = clock;
        threads.allowCoreThreadTimeOut(true);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            startDue();
        } catch (DatabaseException unavailable) {
            LOG.debugf("Webhooks were not called: %s", unavailable.getMessage());
        }
    }

    /** Starts what is due, and does not wait for it. */
    void startDue() {
        for (long webhookId : deliveries.webhooksWithDue(clock.instant())) {
            if (!stopping && underWay.add(webhookId)) {
                threads.execute(() -> sendNext(webhookId));
            }
        }
    }

    /** Whether nothing is under way on this node. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    private void sendNext(long webhookId) {
        try {
            WebhookHealth.Receiver receiver = health.receiver(webhookId, clock.instant());
            List<HookDeliveries.Claimed> batch = receiver == null || stopping
                    ? List.of()
                    : deliveries.claim(webhookId, receiver.failing() ? 1 : AT_ONCE, clock.instant());
            if (receiver == null || batch.isEmpty()) {
                underWay.remove(webhookId);
            } else {
                send(receiver, batch);
            }
        } catch (RuntimeException failure) {
            underWay.remove(webhookId);
            LOG.warnf("Webhook %d was not called and will be tried again: %s", webhookId, failure.getMessage());
        }
    }

    private void send(WebhookHealth.Receiver receiver, List<HookDeliveries.Claimed> batch) {
        URI url = URI.create(receiver.url());
        HostAddresses.Found host = hosts.find(url.getHost());
        InetAddress address = host.address();
        List<CompletableFuture<HookClient.Answer>> answers = batch.stream()
                .map(message -> address == null
                        ? CompletableFuture.completedFuture(new HookClient.Answer(0, words(host.problem())))
                        : client.post(url, address, headers(receiver, message), message.body()))
                .toList();
        var unused = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenCompleteAsync((done, never) -> recorded(receiver, batch, answers), threads);
    }

    private Map<String, String> headers(WebhookHealth.Receiver receiver, HookDeliveries.Claimed message) {
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", message.messageId());
        headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        headers.put(
                "webhook-signature",
                HookSignature.header(receiver.secrets(), message.messageId(), now, message.body()));
        return headers;
    }

    private void recorded(
            WebhookHealth.Receiver receiver,
            List<HookDeliveries.Claimed> batch,
            List<CompletableFuture<HookClient.Answer>> answers) {
        boolean goesOn = false;
        try {
            goesOn = record(
                    receiver,
                    batch,
                    answers.stream().map(CompletableFuture::join).toList());
        } catch (RuntimeException failure) {
            LOG.warnf("Outcomes of webhook %d were not stored: %s", receiver.webhookId(), failure.getMessage());
        }
        if (goesOn && !stopping) {
            sendNext(receiver.webhookId());
        } else {
            underWay.remove(receiver.webhookId());
        }
    }

    /** Returns whether the receiver accepts messages, so that the next ones follow at once. */
    private boolean record(
            WebhookHealth.Receiver receiver, List<HookDeliveries.Claimed> batch, List<HookClient.Answer> answers) {
        Instant now = clock.instant();
        List<HookDeliveries.Outcome> outcomes = IntStream.range(0, batch.size())
                .mapToObj(i -> outcome(batch.get(i), answers.get(i), now))
                .toList();
        health.record(receiver, outcomes, retries, now);
        return answers.stream().anyMatch(HookClient.Answer::isAccepted)
                && answers.stream().noneMatch(HookClient.Answer::isGone);
    }

    private HookDeliveries.Outcome outcome(HookDeliveries.Claimed message, HookClient.Answer answer, Instant now) {
        if (answer.isAccepted()) {
            return new HookDeliveries.Outcome(message, answer, HookDeliveries.State.DELIVERED, now);
        }
        return now.isBefore(message.expiresAt())
                ? new HookDeliveries.Outcome(
                        message,
                        answer,
                        HookDeliveries.State.WAITING,
                        retries.next(now, message.attempts(), message.expiresAt()))
                : new HookDeliveries.Outcome(message, answer, HookDeliveries.State.FAILED, now);
    }

    private static String words(HostAddresses.@Nullable Problem problem) {
        return problem == null
                ? "The host was not found"
                : switch (problem) {
                    case NO_SUCH_HOST -> "There is no such host";
                    case PRIVATE_NETWORK -> "The host is in a private network, which is not allowed";
                    case UNKNOWN -> "The name servers did not answer";
                };
    }

    @PreDestroy
    void stop() {
        stopping = true;
        threads.shutdownNow();
        client.close();
    }
}
