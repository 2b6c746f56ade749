package org.tidings.blast;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.tidings.message.SafeHtml;
import org.tidings.platform.PublicIds;

/**
 * One message to many recipients. A draft until it is sent; then a background task with a report. When the report is cleared the row stays
 * behind with its counts, hidden everywhere.
 */
@Entity
@DynamicUpdate
public class Blast extends PanacheEntityBase {
    /** Characters of a subject, and of a preheader. */
    public static final int LONGEST_SUBJECT = 500;

    private static final int MOST_REMOVED = 20;

    public static final int LONGEST_FROM_NAME = 200;
    public static final int LONGEST_REPLY_TO = 254;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public String publicId;
    public long accountId;
    /** The staff member who wrote it; null when it came by an API key of nobody. */
    public @Nullable Long createdBy;

    @Enumerated(EnumType.STRING)
    public Purpose purpose = Purpose.MARKETING;

    public String subject = "";
    public @Nullable String preheader;
    public @Nullable String fromName;
    public @Nullable String replyTo;
    /** Sanitised; see {@link #write}. */
    public String html = "";

    /** The message as a list of blocks, from which the HTML is made; see {@link BlockContents}. Null for a message that is one text. */
    public @Nullable String blocks;

    /** What the buttons of blocks did, see {@link org.tidings.message.block.BlockHistory}. */
    @Column(name = "blocks_before")
    public @Nullable String blockHistory;

    /** What cleaning has removed from the HTML so far, one thing a line. */
    public @Nullable String removedMarkup;

    @Column(name = "text_body")
    public @Nullable String text;

    /** Whether uploaded pictures travel inside the message instead of being linked. */
    public boolean embedImages;
    /** The addresses box, as typed. */
    public @Nullable String pasted;

    /** The rule that selects people, beside those who are listed; see {@link org.tidings.blast.selection.SelectionJson}. */
    public @Nullable String audience;

    /** The look of the message when it was sent or scheduled; see {@link BlastLook}. Null for a draft, which has the account's. */
    public @Nullable String look;

    @Enumerated(EnumType.ORDINAL)
    public OnePer onePer = OnePer.ADDRESS;

    /** Homes that were selected and have no address. They are not recipients. */
    @Column(updatable = false)
    public int withoutAddress;

    @Enumerated(EnumType.STRING)
    public BlastState state = BlastState.DRAFT;

    /** Why it was paused, in a sentence, when it was not by hand. */
    public @Nullable String pauseReason;

    /** Why nothing leaves although it is running, in a sentence; null when all is well. */
    public @Nullable String deliveryError;

    public @Nullable Instant deliveryErrorSince;

    public Instant createdAt;
    public Instant updatedAt;
    /** Number of changes of the draft. */
    public int version;
    /** The page that made the last change; see {@code Drafts}. */
    public @Nullable String editor;
    /** Who made the last change; null before the first one. */
    public @Nullable Long updatedBy;

    @Enumerated(EnumType.STRING)
    public PublicPage publicPage = PublicPage.OFF;

    public @Nullable Instant sendAt;
    /** Whether sending can still be undone, until {@code sendAt}. */
    public boolean undoable;

    /** Over how long the first attempts are spread; null sends them at once. */
    public @Nullable Integer spreadSeconds;
    /** When attempts end. Recipients who have not been reached by then fail as too late. Null if there is no such time. */
    public @Nullable Instant uselessAfter;

    public @Nullable Instant startedAt;
    /** Complaints up to the last resumption, which do not pause the blast again. */
    public int complaintsAtResume;

    /** Number of the next entry of the draft or, once launched, of the next recipient. Taken under a lock, see {@link Audience}. */
    @Column(updatable = false)
    public int nextSeq = 1;

    /** Number of the last entry of the draft that has become a recipient. */
    public int launchCursor;

    /** Turn at which the ranges launched so far end, see {@link org.tidings.queue.NewRanges}. */
    public long launchTurn;
    /** When all recipients were written. */
    public @Nullable Instant launchedAt;

    /** When it was first completed; a round does not change it. */
    public @Nullable Instant completedAt;

    public @Nullable Instant cancelledAt;
    /** When the document is to be cleared. */
    public @Nullable Instant clearAt;
    /** Deleted or past its time: hidden, its contents being removed. */
    public boolean cleared;

    /** A new draft, not stored yet. */
    public static Blast draft(long accountId, @Nullable Long createdBy, Instant now) {
        Blast blast = new Blast();
        blast.publicId = UlidCreator.getMonotonicUlid().toString();
        blast.accountId = accountId;
        blast.createdBy = createdBy;
        blast.createdAt = now;
        blast.updatedAt = now;
        return blast;
    }

    /** A blast of the account that is still there, by the id that people see. */
    public static Optional<Blast> find(long accountId, String publicId) {
        return PublicIds.isOne(publicId)
                ? find("publicId = ?1 and accountId = ?2 and cleared = false", publicId, accountId)
                        .firstResultOptional()
                : Optional.empty();
    }

    /** Stores a message that is one text. */
    public void write(String typed) {
        blocks = null;
        clean(typed);
    }

    /** Cleans and stores the HTML, and notes what was removed from it until there is no message. */
    private void clean(String typed) {
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(typed);
        html = cleaned.html();
        Set<String> removed = new LinkedHashSet<>(html.isBlank() ? List.of() : removed());
        removed.addAll(cleaned.removed());
        noteRemoved(removed);
    }

    /** Stores HTML that was made of blocks, which still have what was removed. */
    void keepRendered(String clean, List<String> removed) {
        html = clean;
        noteRemoved(removed);
    }

    private void noteRemoved(Collection<String> removed) {
        removedMarkup =
                removed.isEmpty() ? null : removed.stream().limit(MOST_REMOVED).collect(Collectors.joining("\n"));
    }

    /** What cleaning has removed from the HTML, in words for its writer. */
    public List<String> removed() {
        return removedMarkup == null ? List.of() : removedMarkup.lines().toList();
    }

    /** The numeric id of a stored blast. */
    public long key() {
        if (id == null) {
            throw new IllegalStateException("not stored yet");
        }
        return id;
    }

    /** {@link #spreadSeconds} as a duration. */
    public @Nullable Duration spreadOver() {
        return spreadSeconds == null ? null : Duration.ofSeconds(spreadSeconds);
    }

    /** Whether it is scheduled, or its time passed while no node was running ({@link BlastLifecycle#startScheduled}). */
    public boolean isScheduledOrMissed() {
        return state == BlastState.SCHEDULED || isMissed();
    }

    /** Whether its time passed while no node was running, so that it waits for a person. */
    public boolean isMissed() {
        return state == BlastState.PAUSED && startedAt == null;
    }

    /** Whether a round of it is being sent, is paused, or was cancelled a moment ago, while the first sending is complete. */
    public boolean isSentAgain() {
        return completedAt != null && state != BlastState.COMPLETED;
    }

    /** Whether it was just sent by its author, who can take it back. */
    public boolean isUndoable() {
        return state == BlastState.SCHEDULED && undoable;
    }

    public String title() {
        return "Email Blast :: " + (subject.isBlank() ? "(no subject)" : subject);
    }
}
