package org.tidings.senderdomain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The latest report, in the one row of its table, which is also the lease of the node that checks. */
@ApplicationScoped
class DomainReports {

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Transactions transactions;
    private final ObjectMapper json;

    DomainReports(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /** A report and when it was made. */
    record Checked(DomainReport report, Instant at) {}

    /** The latest report; empty if there is none or if it is about another domain. */
    Optional<Checked> find(String domain) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select report, checked_at from sender_domain where report is not null");
                    ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Checked(
                                        read(row.getString(1)), Objects.requireNonNull(Utc.read(row, "checked_at"))))
                                .filter(checked -> checked.report().domain().equals(domain))
                        : Optional.empty();
            }
        });
    }

    /** Whether this node may check now: no other node does, and the last check was before a time. */
    boolean lease(Instant now, Instant checkedBefore) {
        return transactions.callNew(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update sender_domain set leased_until = ?"
                    + " where (leased_until is null or leased_until < ?) and (checked_at is null or checked_at < ?)")) {
                update.setObject(1, Utc.of(now.plus(LEASE)));
                update.setObject(2, Utc.of(now));
                update.setObject(3, Utc.of(checkedBefore));
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Stores a report and ends the lease. */
    void store(DomainReport report, Instant now) {
        transactions.callNew(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update sender_domain set report = ?, checked_at = ?, leased_until = null")) {
                update.setString(1, json.writeValueAsString(report));
                update.setObject(2, Utc.of(now));
                return update.executeUpdate();
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private DomainReport read(String stored) {
        try {
            return json.readValue(stored, DomainReport.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
