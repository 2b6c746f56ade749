package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Records who did what. Must be called in the transaction of the action, which makes both atomic. */
@ApplicationScoped
public class AuditTrail {

    private final Clock clock;

    AuditTrail(Clock clock) {
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void record(long accountId, @Nullable Long staffId, String action, String subject, @Nullable String detail) {
        new AuditEntry(
                        accountId,
                        staffId,
                        clock.instant(),
                        action,
                        cut(subject, 254),
                        detail == null ? null : cut(detail, 1000))
                .persist();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
