package org.tidings.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.blast.AudienceText;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.blast.RetentionConfig;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.Numbers;
import org.tidings.platform.web.TimedText;
import org.tidings.recipient.RecipientCounts;
import org.tidings.report.Attention;
import org.tidings.report.BlastStatusText;
import org.tidings.report.Retries;

/** Lists the tasks visible to the current user, newest first: owners see all tasks of the account, staff their own. */
@ApplicationScoped
class Tasks {

    private static final int PAGE = 25;

    private final BlastAccess access;
    private final CurrentStaff current;
    private final RetentionConfig retention;
    private final Retries retries;
    private final TimeLeft timeLeft;
    private final Attention attention;
    private final AudienceText audience;
    private final Clock clock;

    Tasks(
            BlastAccess access,
            CurrentStaff current,
            RetentionConfig retention,
            Retries retries,
            TimeLeft timeLeft,
            Attention attention,
            AudienceText audience,
            Clock clock) {
        this.attention = attention;
        this.audience = audience;
        this.retries = retries;
        this.access = access;
        this.current = current;
        this.retention = retention;
        this.timeLeft = timeLeft;
        this.clock = clock;
    }

    /**
     * One page of a section.
     *
     * @param next {@code before} of the next page; null on the last page
     */
    record Page(
            TaskSection section,
            List<TaskRow> rows,
            @Nullable String next) {

        public String heading() {
            return section.heading();
        }

        /** Whether something in it can be deleted. */
        public boolean isDeletable() {
            return rows.stream().anyMatch(TaskRow::isDeletable);
        }

        public String what() {
            return section.what();
        }
    }

    /** The first page of every section that has tasks. */
    @Transactional
    List<Page> overview(TaskFilter filter) {
        return Stream.of(TaskSection.values())
                .map(section -> page(section, filter, null))
                .filter(page -> !page.rows().isEmpty())
                .toList();
    }

    /**
     * One page of a section, newest first. Uses the index {@code blast_ix_account} or, for staff, {@code blast_ix_account_author}; for states
     * that few blasts are in, {@code blast_ix_account_state}.
     *
     * @param before returns only tasks older than this one; null for the newest
     */
    @Transactional
    Page page(TaskSection section, TaskFilter filter, @Nullable String before) {
        List<Blast> found = find(section.states(), filter, before, PAGE + 1);
        boolean more = found.size() > PAGE;
        List<Blast> page = more ? found.subList(0, PAGE) : found;
        return new Page(section, rows(page), more ? page.get(PAGE - 1).publicId : null);
    }

    /** One task. */
    @Transactional
    TaskRow row(Blast blast) {
        return row(blast, author(blast, new HashMap<>()));
    }

    private List<Blast> find(Set<BlastState> wanted, TaskFilter filter, @Nullable String before, int limit) {
        long beforeKey = Optional.ofNullable(before)
                .flatMap(id -> Blast.find(current.accountId(), id))
                .map(Blast::key)
                .orElse(Long.MAX_VALUE);
        return access.newest(wanted, filter.blasts(), beforeKey, limit);
    }

    private List<TaskRow> rows(List<Blast> blasts) {
        Map<Long, String> authors = new HashMap<>();
        List<TaskRow> rows = new ArrayList<>();
        for (Blast blast : blasts) {
            rows.add(row(blast, author(blast, authors)));
        }
        return rows;
    }

    private static String author(Blast blast, Map<Long, String> known) {
        Long id = blast.createdBy;
        return id == null
                ? "an API key"
                : known.computeIfAbsent(
                        id,
                        missing -> StaffMember.byId(blast.accountId, missing)
                                .map(member -> member.name)
                                .orElse("a former staff member"));
    }

    private TaskRow row(Blast blast, String author) {
        Dates dates = new Dates(current.zone(), clock.instant());
        RecipientCounts counts = RecipientCounts.of(blast.key());
        return new TaskRow(
                blast.publicId,
                blast.title(),
                author,
                Optional.ofNullable(blast.startedAt).orElse(blast.createdAt),
                blast.state,
                blast.pauseReason != null,
                blast.isMissed(),
                blast.isUndoable(),
                counts.handled(),
                counts.selected(),
                blast.launchedAt != null,
                blast.launchedAt == null ? 0 : attention.count(counts),
                blast.state == BlastState.DRAFT ? words(blast) : null,
                text(blast, counts, dates),
                BlastStatusText.timedProblem(blast, dates),
                blast.clearAt == null
                        ? null
                        : TimedText.of(
                                dates, when -> BlastStatusText.clearing(blast.clearAt, retention.retention(), when)));
    }

    private @Nullable String words(Blast draft) {
        String words = audience.of(draft);
        return words.isEmpty() ? null : words;
    }

    private TimedText text(Blast blast, RecipientCounts counts, Dates dates) {
        return switch (blast.state) {
            case RUNNING -> TimedText.timeless(running(blast, counts, dates));
            case COMPLETED -> TimedText.timeless(completed(counts, retries.of(blast, counts)));
            default -> TimedText.of(dates, when -> BlastStatusText.of(blast, counts, 0, when));
        };
    }

    /** Who clicked has opened it, and who opened it has got it. */
    private static String completed(RecipientCounts counts, int retried) {
        int opened = counts.opened + counts.clicked;
        return "Completed · " + Numbers.of(counts.delivery + opened) + " of " + Numbers.of(counts.selected())
                + " delivered, " + Numbers.of(opened) + " opened, " + Numbers.of(counts.clicked) + " clicked"
                + (retried == 0 ? "" : " · " + BlastStatusText.retried(retried));
    }

    private String running(Blast blast, RecipientCounts counts, Dates dates) {
        if (blast.launchedAt == null || counts.selected() == 0) {
            return BlastStatusText.of(blast, counts, 0, dates);
        }
        String done = (blast.isSentAgain() ? "Sending again: " : "") + Numbers.of(counts.handled()) + " of "
                + Numbers.of(counts.selected()) + " done";
        if (blast.spreadSeconds != null) {
            return done + "." + BlastStatusText.limits(blast, dates);
        }
        Optional<String> left = blast.deliveryError == null
                ? timeLeft.record(blast.key(), counts.handled(), counts.selected(), dates.now())
                        .map(TimeLeft::text)
                : Optional.empty();
        return left.map(words -> done + ", " + words).orElse(done);
    }
}
