package org.tidings.hooks;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Named;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidings.account.CurrentStaff;
import org.tidings.platform.database.Transactions;

/**
 * Who is told about what, kept in memory so that events of an account without webhooks cost nothing. Changes are known on this node after their
 * commit, on other nodes two seconds later. In templates {@code {inject:webhooks...}}.
 */
@Named("webhooks")
@ApplicationScoped
public class Subscriptions {

    private final Transactions transactions;
    private final CurrentStaff current;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Set.of());

    Subscriptions(Transactions transactions, CurrentStaff current) {
        this.transactions = transactions;
        this.current = current;
    }

    /** A webhook that is told about events. */
    record Subscription(long webhookId, long events) {}

    private record Snapshot(Map<Long, List<Subscription>> byAccount, Set<Long> failed) {}

    /** Whether nobody is subscribed to anything. */
    boolean areNone() {
        return snapshot.byAccount().isEmpty();
    }

    /** The webhooks of an account that are told about an event. */
    List<Subscription> to(long accountId, HookEvent event) {
        return snapshot.byAccount().getOrDefault(accountId, List.of()).stream()
                .filter(subscription -> (subscription.events() & event.bit()) != 0)
                .toList();
    }

    /** Whether a webhook of the current account was disabled because its receiver failed, and the person can do something about it. */
    public boolean isFailed() {
        Set<Long> failed = snapshot.failed();
        return !failed.isEmpty() && current.isSignedIn() && current.isOwner() && failed.contains(current.accountId());
    }

    void start(@Observes StartupEvent event) {
        read();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Webhooks.Changed event) {
        read();
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void read() {
        snapshot = transactions.callNew(connection -> {
            Map<Long, List<Subscription>> byAccount = new HashMap<>();
            Set<Long> failed = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select id, account_id, events, enabled, disabled_reason is not null from webhook order by id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long account = row.getLong(2);
                    if (row.getBoolean(4)) {
                        byAccount
                                .computeIfAbsent(account, none -> new ArrayList<>())
                                .add(new Subscription(row.getLong(1), row.getLong(3)));
                    } else if (row.getBoolean(5)) {
                        failed.add(account);
                    }
                }
            }
            return new Snapshot(byAccount, failed);
        });
    }
}
