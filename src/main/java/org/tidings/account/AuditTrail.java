package org.tidings.account;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Records who did what. Must be called in the transaction of the action, which makes both atomic. */
@ApplicationScoped
public class AuditTrail {

    /** The subject of entries about somebody who was erased. */
    static final String ERASED = "An erased person";

    /** Of two people; its detail names the other one. */
    static final String MERGED = "person.merged";

    private final Clock clock;
    private final CurrentVertxRequest requests;

    AuditTrail(Clock clock, CurrentVertxRequest requests) {
        this.requests = requests;
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
                        detail == null ? null : cut(detail, 1000),
                        remoteAddress())
                .persist();
    }

    /** Of the request that causes the action. Behind a proxy, {@code quarkus.http.proxy} decides what is believed. */
    private @Nullable String remoteAddress() {
        RoutingContext request = Arc.container().requestContext().isActive() ? requests.getCurrent() : null;
        return request == null || request.request().remoteAddress() == null
                ? null
                : request.request().remoteAddress().hostAddress();
    }

    /**
     * Removes the name and addresses of an erased person from the trail, in the caller's transaction. Entries about somebody else of the same
     * name lose it too. Uses {@code audit_entry_ix_account_subject}.
     */
    public void erase(Connection connection, long accountId, Collection<String> subjects) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update audit_entry set subject = '" + ERASED
                + "', detail = null, salt = null where account_id = ? and subject = ?")) {
            for (String subject : subjects) {
                update.setLong(1, accountId);
                update.setString(2, cut(subject, 254));
                update.executeUpdate();
            }
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update audit_entry set detail = null, salt = null where account_id = ? and action = '" + MERGED
                        + "' and detail = ?")) {
            for (String subject : subjects) {
                update.setLong(1, accountId);
                update.setString(2, cut(subject, 1000));
                update.executeUpdate();
            }
        }
    }

    /** How often a staff member did something since then. Uses {@code audit_entry_ix_account_at}. */
    @Transactional
    public long count(long accountId, @Nullable Long staffId, String action, Instant since) {
        return AuditEntry.count(
                "accountId = ?1 and at > ?2 and staffId = ?3 and action = ?4", accountId, since, staffId, action);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
