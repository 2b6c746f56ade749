package org.tidings.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.Role;
import org.tidings.account.StaffMember;
import org.tidings.outbox.Outbox;
import org.tidings.outbox.OutboxMail;
import org.tidings.platform.database.Transactions;

/**
 * Whether the receivers of webhooks work. One that accepted nothing gets a single request after a rest; one that accepted nothing for three days,
 * or asks for no more messages, is disabled, and the owners of the account are told.
 */
@ApplicationScoped
class WebhookHealth {

    private static final Logger LOG = Logger.getLogger(WebhookHealth.class);

    private final EntityManager database;
    private final Transactions transactions;
    private final HookDeliveries deliveries;
    private final Webhooks webhooks;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Event<Webhooks.Changed> changed;

    WebhookHealth(
            EntityManager database,
            Transactions transactions,
            HookDeliveries deliveries,
            Webhooks webhooks,
            Outbox outbox,
            AuditTrail audit,
            Event<Webhooks.Changed> changed) {
        this.database = database;
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.outbox = outbox;
        this.audit = audit;
        this.changed = changed;
    }

    /**
     * Where messages are sent now.
     *
     * @param secrets sign the messages
     * @param failing whether it accepted nothing of the last batch
     */
    record Receiver(long webhookId, String url, List<String> secrets, boolean failing) {}

    /** Null if nothing is to be sent at the moment. */
    @Transactional
    @Nullable
    Receiver receiver(long webhookId, Instant now) {
        Webhook webhook = Webhook.findById(webhookId);
        if (webhook == null || !webhook.enabled || (webhook.retryAt != null && now.isBefore(webhook.retryAt))) {
            return null;
        }
        return new Receiver(webhookId, webhook.url, webhooks.secrets(webhook, now), webhook.failingSince != null);
    }

    /** Records a batch, and what it says about the receiver. What could not be sent to one that is disabled now goes on waiting. */
    @Transactional
    void record(Receiver receiver, List<HookDeliveries.Outcome> outcomes, HookRetries retries, Instant now) {
        boolean gone = outcomes.stream().anyMatch(outcome -> outcome.answer().isGone());
        boolean accepted =
                outcomes.stream().anyMatch(outcome -> outcome.answer().isAccepted());
        boolean asUsual = accepted && !gone && !receiver.failing();
        Webhook webhook =
                asUsual ? null : database.find(Webhook.class, receiver.webhookId(), LockModeType.PESSIMISTIC_WRITE);
        if (webhook != null) {
            judge(webhook, outcomes, retries, now);
        }
        boolean disabled = webhook != null && !webhook.enabled;
        List<HookDeliveries.Outcome> stored = disabled
                ? outcomes.stream().map(HookDeliveries.Outcome::unlessGivenUp).toList()
                : outcomes;
        transactions.run(connection -> deliveries.record(connection, stored));
    }

    private void judge(Webhook webhook, List<HookDeliveries.Outcome> outcomes, HookRetries retries, Instant now) {
        if (outcomes.stream().anyMatch(outcome -> outcome.answer().isGone())) {
            disable(webhook, "It answered that it wants no more messages (410).", now);
        } else if (outcomes.stream().anyMatch(outcome -> outcome.answer().isAccepted())) {
            webhook.failures = 0;
            webhook.failingSince = null;
            webhook.retryAt = null;
        } else {
            fail(webhook, outcomes.get(0).answer(), retries, now);
        }
    }

    private void fail(Webhook webhook, HookClient.Answer answer, HookRetries retries, Instant now) {
        webhook.failures++;
        webhook.retryAt = retries.restUntil(now, webhook.failures);
        if (webhook.failingSince == null) {
            webhook.failingSince = now;
        } else if (!now.isBefore(webhook.failingSince.plus(HookRetries.PATIENCE))) {
            disable(webhook, "It accepted nothing for three days. The last answer: " + words(answer), now);
        }
    }

    private static String words(HookClient.Answer answer) {
        return answer.status() == 0 ? answer.text() + "." : "status " + answer.status() + ".";
    }

    private void disable(Webhook webhook, String reason, Instant now) {
        if (!webhook.enabled) {
            return;
        }
        webhook.disable(now, reason);
        LOG.warnf("Webhook %s was disabled: %s", webhook.publicId, reason);
        audit.record(webhook.accountId, null, "webhook.failed", webhook.url, reason);
        StaffMember.ofAccount(webhook.accountId).stream()
                .filter(owner -> owner.active && owner.role == Role.OWNER)
                .forEach(owner -> outbox.add(webhook.accountId, mail(owner.email, webhook, reason)));
        changed.fire(new Webhooks.Changed());
    }

    private static OutboxMail mail(String owner, Webhook webhook, String reason) {
        return new OutboxMail(
                owner,
                "A webhook was disabled",
                "Tidings no longer sends events to " + webhook.url + ".\n\n" + reason
                        + "\n\nEvents that happened before are kept and will be sent when you enable it again.",
                "Open the webhook",
                "/settings/webhooks/" + webhook.publicId,
                "");
    }
}
