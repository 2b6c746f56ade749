package org.tidings.contact.imports;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.tidings.account.StaffMember;
import org.tidings.platform.PublicIds;
import org.tidings.platform.web.Numbers;

/** An import of people from a file: a background task. */
@Entity
@DynamicUpdate
public class ContactImport extends PanacheEntityBase {

    /** The states of an import. */
    public enum State {
        /** Waits for staff to check the columns. */
        NEW,
        RUNNING,
        COMPLETED,
        /** The file turned out to be broken; what was imported before that stays. */
        FAILED,
        UNDOING,
        UNDONE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    /** A ULID. */
    public String publicId;

    public long accountId;

    /** Null for an API client. */
    public @Nullable Long createdBy;

    public String fileName;

    /** A hash of the headings, by which the columns chosen for an earlier file are found. */
    public String shape;

    /** {@link ImportOptions} as JSON. */
    public @Nullable String options;

    @Enumerated(EnumType.STRING)
    public State state;

    /** Why it failed; null otherwise. */
    public @Nullable String problem;

    public int rowsTotal;
    public int rowsDone;
    public int created;
    public int updated;
    public int unchanged;
    public int failed;
    public @Nullable String node;
    public @Nullable Instant leasedUntil;
    public Instant createdAt;
    public @Nullable Instant startedAt;
    public @Nullable Instant completedAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected ContactImport() {}

    ContactImport(
            String publicId,
            long accountId,
            @Nullable Long createdBy,
            String fileName,
            String shape,
            int rowsTotal,
            Instant createdAt) {
        this.publicId = publicId;
        this.accountId = accountId;
        this.createdBy = createdBy;
        this.fileName = fileName;
        this.shape = shape;
        this.state = State.NEW;
        this.rowsTotal = rowsTotal;
        this.createdAt = createdAt;
    }

    /** By the unique key {@code contact_import_uq_public_id}. */
    public static Optional<ContactImport> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("accountId = ?1 and publicId = ?2", accountId, publicId).firstResultOptional()
                : Optional.empty();
    }

    /** The latest imports that were started, newest first. Uses {@code contact_import_ix_account}. */
    public static List<ContactImport> latest(long accountId, int limit) {
        return before(accountId, Long.MAX_VALUE, limit);
    }

    /** Imports that were started with a lower id, newest first. Uses {@code contact_import_ix_account}. */
    public static List<ContactImport> before(long accountId, long id, int limit) {
        return ContactImport.<ContactImport>find(
                        "accountId = ?1 and id < ?2 and state <> ?3 order by id desc", accountId, id, State.NEW)
                .page(0, limit)
                .list();
    }

    /** The latest import of a file with the same headings. */
    static Optional<ContactImport> latestOfShape(long accountId, String shape) {
        return find("accountId = ?1 and shape = ?2 and state <> ?3 order by id desc", accountId, shape, State.NEW)
                .firstResultOptional();
    }

    /** "Contact import :: families.csv". */
    public String title() {
        return "Contact import :: " + fileName;
    }

    public boolean isRunning() {
        return state == State.RUNNING || state == State.UNDOING;
    }

    /** Who started it. */
    public String author() {
        return StaffMember.nameOf(accountId, createdBy);
    }

    /** The state in words. */
    public String text() {
        return switch (state) {
            case NEW -> "Not started";
            case RUNNING -> Numbers.of(rowsDone) + " of " + Numbers.of(rowsTotal, "row", "rows");
            case FAILED -> "Stopped after " + Numbers.of(rowsDone, "row", "rows");
            case UNDOING -> "Being undone";
            case UNDONE -> "Undone";
            case COMPLETED ->
                "Completed · " + Numbers.of(created) + " added, " + Numbers.of(updated) + " changed"
                        + (failed == 0 ? "" : ", " + Numbers.of(failed, "row with problems", "rows with problems"));
        };
    }
}
