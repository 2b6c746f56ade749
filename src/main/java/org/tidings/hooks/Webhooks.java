package org.tidings.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.platform.SealedText;
import org.tidings.platform.web.ProblemException;

/** Adds, changes and removes the webhooks of the current account. */
@ApplicationScoped
public class Webhooks {

    /** Of one account. */
    public static final int MOST = 20;

    public static final int LONGEST_DESCRIPTION = 200;

    /** How long the secret before a rotation signs too. */
    public static final Duration ROTATION = Duration.ofDays(1);

    private static final String PURPOSE = "webhook secret";

    private final CurrentStaff current;
    private final SealedText sealed;
    private final HookDeliveries deliveries;
    private final HookConfig config;
    private final AuditTrail audit;
    private final Clock clock;
    private final Event<Changed> changed;

    Webhooks(
            CurrentStaff current,
            SealedText sealed,
            HookDeliveries deliveries,
            HookConfig config,
            AuditTrail audit,
            Clock clock,
            Event<Changed> changed) {
        this.current = current;
        this.sealed = sealed;
        this.deliveries = deliveries;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
    }

    /** Fired within a transaction that changes webhooks. */
    record Changed() {}

    /** What its owner can choose. */
    public record Settings(String url, String description, Set<HookEvent> events) {}

    /**
     * A webhook with its secret, which is shown only once.
     *
     * @param secret {@code whsec_} and Base64
     */
    public record Secret(Webhook webhook, String secret) {}

    /** Why the URL cannot be used, in a sentence. */
    public Optional<String> urlProblem(String url) {
        return HookUrl.problem(url, config.http());
    }

    @Transactional
    public List<Webhook> all() {
        return Webhook.ofAccount(current.accountId());
    }

    /**
     * The webhook of the account with this id.
     *
     * @throws ProblemException 404 if there is none
     */
    @Transactional
    public Webhook find(String id) {
        return Webhook.find(current.accountId(), id)
                .orElseThrow(() -> new ProblemException(404, "There is no such webhook."));
    }

    /**
     * Adds a webhook.
     *
     * @throws ProblemException 409 if the account has too many
     */
    @Transactional
    public Secret add(Settings settings) {
        long accountId = current.accountId();
        if (Webhook.ofAccount(accountId).size() >= MOST) {
            throw new ProblemException(409, "An account has at most " + MOST + " webhooks. Delete one first.");
        }
        String secret = HookSignature.newSecret();
        Webhook webhook = new Webhook(accountId, current.staffId(), sealed.seal(PURPOSE, secret), clock.instant());
        write(webhook, settings);
        webhook.persist();
        record("webhook.added", webhook);
        return new Secret(webhook, secret);
    }

    @Transactional
    public Webhook change(String id, Settings settings) {
        Webhook webhook = find(id);
        write(webhook, settings);
        record("webhook.changed", webhook);
        return webhook;
    }

    private static void write(Webhook webhook, Settings settings) {
        webhook.url = settings.url();
        webhook.description = settings.description();
        webhook.subscribe(settings.events());
    }

    /** Disabled, it is told about nothing that happens; what waits already is sent when it is enabled again. */
    @Transactional
    public Webhook enable(String id, boolean enabled) {
        Webhook webhook = find(id);
        if (webhook.enabled != enabled) {
            if (enabled) {
                webhook.enable();
                deliveries.resume(webhook.id, clock.instant());
            } else {
                webhook.disable(clock.instant(), null);
            }
            record(enabled ? "webhook.enabled" : "webhook.disabled", webhook);
        }
        return webhook;
    }

    /** Replaces the secret. For a day, messages have a signature by each of the two. */
    @Transactional
    public Secret rotate(String id) {
        Webhook webhook = find(id);
        String secret = HookSignature.newSecret();
        webhook.oldSecret = webhook.secret;
        webhook.oldSecretUntil = clock.instant().plus(ROTATION);
        webhook.secret = sealed.seal(PURPOSE, secret);
        record("webhook.rotated", webhook);
        return new Secret(webhook, secret);
    }

    /** Deletes it. Its messages are not sent any more, and are deleted later. */
    @Transactional
    public void delete(String id) {
        Webhook webhook = find(id);
        webhook.delete();
        record("webhook.deleted", webhook);
    }

    private void record(String action, Webhook webhook) {
        audit.record(webhook.accountId, current.staffId(), action, webhook.url, by());
        changed.fire(new Changed());
    }

    private String by() {
        return current.isProgram() ? "API key " + current.name() : "";
    }

    /** The secrets that sign now, the new one first. Empty if the keys of the installation do not open them. */
    List<String> secrets(Webhook webhook, Instant now) {
        List<String> secrets = new ArrayList<>();
        sealed.open(PURPOSE, webhook.secret).ifPresent(secrets::add);
        if (webhook.oldSecret != null && webhook.oldSecretUntil != null && now.isBefore(webhook.oldSecretUntil)) {
            sealed.open(PURPOSE, webhook.oldSecret).ifPresent(secrets::add);
        }
        return secrets;
    }
}
