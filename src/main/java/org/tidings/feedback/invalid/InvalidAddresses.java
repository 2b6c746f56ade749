package org.tidings.feedback.invalid;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditEntry;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.feedback.provider.ProviderReleases;
import org.tidings.feedback.provider.ProviderReleases.Outcome;
import org.tidings.platform.database.Transactions;
import org.tidings.suppression.SuppressionList;

/** Lists, adds and releases the invalid addresses of the current account. */
@ApplicationScoped
public class InvalidAddresses {

    private static final Logger LOG = Logger.getLogger(InvalidAddresses.class);

    private static final int MOST_HISTORY = 50;
    private static final int CHUNK = 1_000;

    private final InvalidRows rows;
    private final SuppressionList suppressions;
    private final AuditTrail audit;
    private final CurrentStaff current;
    private final Transactions transactions;
    private final ProviderReleases providers;

    InvalidAddresses(
            InvalidRows rows,
            SuppressionList suppressions,
            AuditTrail audit,
            CurrentStaff current,
            Transactions transactions,
            ProviderReleases providers) {
        this.providers = providers;
        this.transactions = transactions;
        this.rows = rows;
        this.suppressions = suppressions;
        this.audit = audit;
        this.current = current;
    }

    /**
     * One page, newest first.
     *
     * @param next cursor of the next page; null on the last page
     */
    public record Page(List<InvalidLine> lines, @Nullable String next) {}

    /**
     * Invalid addresses that contain the search text.
     *
     * @param cursor from the previous page of the same search; null for the first page
     * @throws org.tidings.platform.web.ProblemException 400 for an invalid cursor
     */
    public Page page(String q, @Nullable String cursor, int limit) {
        ListCursor from = cursor == null || cursor.isEmpty() ? null : ListCursor.parse(cursor);
        List<InvalidLine> found = rows.page(current.accountId(), author(), q.strip(), from, limit + 1);
        return found.size() > limit
                ? new Page(
                        List.copyOf(found.subList(0, limit)),
                        ListCursor.after(found.get(limit - 1)).toString())
                : new Page(found, null);
    }

    /** Empty if the account has no such address or it is not invalid. */
    public Optional<InvalidLine> find(String email) {
        return rows.one(current.accountId(), author(), email);
    }

    /**
     * Marks addresses as invalid; addresses that already are keep their reason.
     *
     * @param since the time, UTC
     * @return the number of newly invalid addresses
     */
    public int add(Collection<String> emails, String reason, Instant since) {
        return transactions.callNew(connection -> {
            int added = suppressions.add(current.accountId(), emails, reason, since);
            if (added > 0) {
                String subject = emails.size() == 1 ? emails.iterator().next() : added + " addresses";
                audit.record(current.accountId(), current.staffId(), "address.invalidated", subject, reason);
            }
            return added;
        });
    }

    /**
     * Makes an address mailable again. It becomes invalid again with the next bounce.
     *
     * @param why for the audit trail
     * @return what becomes of it at each provider that may have suppressed it, too. The audit trail will have these, and the release does not
     *     depend on them
     */
    public List<CompletableFuture<Outcome>> release(InvalidLine line, String why) {
        long accountId = current.accountId();
        Long staffId = current.staffId();
        boolean released = transactions.callNew(connection -> {
            boolean wasInvalid = suppressions.release(line.addressId());
            if (wasInvalid) {
                audit.record(
                        current.accountId(),
                        current.staffId(),
                        "address.released",
                        line.email(),
                        why + " (was invalid: " + line.reason() + ")");
            }
            return wasInvalid;
        });
        return released
                ? providers.release(line.email()).stream()
                        .map(outcome -> outcome.thenApply(known -> record(accountId, staffId, line.email(), known)))
                        .toList()
                : List.of();
    }

    /** A provider that has no API is not worth an entry. */
    private Outcome record(long accountId, @Nullable Long staffId, String email, Outcome outcome) {
        if (outcome.isTried()) {
            try {
                transactions.callNew(connection -> {
                    audit.record(accountId, staffId, "address.released-at-provider", email, outcome.sentence());
                    return true;
                });
            } catch (RuntimeException unavailable) {
                LOG.warnf("Not in the audit trail: %s", outcome.sentence());
            }
        }
        return outcome;
    }

    /**
     * Reverts calls of {@link #add} with this time, in chunks. Addresses that bounced or complained since then stay invalid.
     *
     * @return the number of released addresses
     */
    int undo(String reason, Instant since) {
        int released = 0;
        for (List<Long> chunk = undoChunk(reason, since); !chunk.isEmpty(); chunk = undoChunk(reason, since)) {
            released += chunk.size();
        }
        return released;
    }

    private List<Long> undoChunk(String reason, Instant since) {
        return transactions.callNew(connection -> {
            List<Long> chunk = rows.ofOccasion(current.accountId(), reason, since, CHUNK);
            if (!chunk.isEmpty()) {
                suppressions.release(chunk);
                audit.record(
                        current.accountId(),
                        current.staffId(),
                        "address.released",
                        chunk.size() == 1 ? "1 address" : chunk.size() + " addresses",
                        "Undone: " + reason + " at " + since);
            }
            return chunk;
        });
    }

    /** The audit entries of the address, newest first. */
    List<AuditEntry> history(InvalidLine line) {
        return AuditEntry.ofAddress(current.accountId(), line.email(), MOST_HISTORY).stream()
                .filter(entry -> entry.subject.equals(line.email())) // the collation of the column treats é as e
                .filter(entry -> current.seesAll()
                        || !entry.action.equals("address.fixed") // contains the subject of a blast
                        || Objects.equals(entry.staffId, current.staffId()))
                .toList();
    }

    @Nullable
    Long author() {
        return current.seesAll() ? null : current.staffId();
    }
}
