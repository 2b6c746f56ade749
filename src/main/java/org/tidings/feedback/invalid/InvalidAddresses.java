package org.tidings.feedback.invalid;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditEntry;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.AddressBook;
import org.tidings.contact.Suppression;

/** The invalid addresses of the account behind this request: to read, to add to, and to release from. */
@ApplicationScoped
public class InvalidAddresses {

    private static final int MOST_HISTORY = 50;
    private static final int CHUNK = 1_000;

    private final InvalidRows rows;
    private final AddressBook addressBook;
    private final Suppression suppression;
    private final AuditTrail audit;
    private final CurrentStaff current;

    InvalidAddresses(
            InvalidRows rows,
            AddressBook addressBook,
            Suppression suppression,
            AuditTrail audit,
            CurrentStaff current) {
        this.rows = rows;
        this.addressBook = addressBook;
        this.suppression = suppression;
        this.audit = audit;
        this.current = current;
    }

    /**
     * One page, newest first.
     *
     * @param next cursor of the page behind; null on the last
     */
    public record Page(List<InvalidLine> lines, @Nullable String next) {}

    /**
     * Those whose address holds the words.
     *
     * @param cursor from an earlier page with the same words; null for the first page
     * @throws org.tidings.platform.web.ProblemException 400 for a cursor that this never gave
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

    /** Empty when the account has no such address, or it is not invalid. */
    public Optional<InvalidLine> find(String email) {
        return rows.one(current.accountId(), author(), email);
    }

    /**
     * Makes them invalid; those that are so already keep their reason.
     *
     * @param since when, UTC
     * @return how many became so
     */
    public int add(Collection<String> emails, String reason, Instant since) {
        return QuarkusTransaction.requiringNew().call(() -> {
            int added = suppression.add(current.accountId(), emails, reason, since);
            if (added > 0) {
                String subject = emails.size() == 1 ? emails.iterator().next() : added + " addresses";
                audit.record(current.accountId(), current.staffId(), "address.invalidated", subject, reason);
            }
            return added;
        });
    }

    /**
     * Makes an address mailable again. When it bounces once more it returns.
     *
     * @param why for the audit trail
     */
    public void release(InvalidLine line, String why) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (addressBook.release(line.addressId())) {
                audit.record(
                        current.accountId(),
                        current.staffId(),
                        "address.released",
                        line.email(),
                        why + " (was invalid: " + line.reason() + ")");
            }
        });
    }

    /**
     * Takes back what one {@link #add} or several of the same moment did, in chunks. Whoever bounced or complained since stays invalid.
     *
     * @return how many are mailed again
     */
    int undo(String reason, Instant since) {
        int released = 0;
        for (List<Long> chunk = undoChunk(reason, since); !chunk.isEmpty(); chunk = undoChunk(reason, since)) {
            released += chunk.size();
        }
        return released;
    }

    private List<Long> undoChunk(String reason, Instant since) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Long> chunk = rows.ofOccasion(current.accountId(), reason, since, CHUNK);
            if (!chunk.isEmpty()) {
                suppression.release(chunk);
                audit.record(
                        current.accountId(),
                        current.staffId(),
                        "address.released",
                        chunk.size() == 1 ? "1 address" : chunk.size() + " addresses",
                        "Taken back: " + reason + " at " + since);
            }
            return chunk;
        });
    }

    /** What people did about the address, the newest first. */
    List<AuditEntry> history(InvalidLine line) {
        return AuditEntry.ofAddress(current.accountId(), line.email(), MOST_HISTORY).stream()
                .filter(entry -> entry.subject.equals(line.email())) // the column takes é for e
                .filter(entry -> current.isOwner()
                        || !entry.action.equals("address.fixed") // names a blast
                        || Objects.equals(entry.staffId, current.staffId()))
                .toList();
    }

    @Nullable
    Long author() {
        return current.isOwner() ? null : current.staffId();
    }
}
