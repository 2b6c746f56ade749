package org.tidings.task;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.BlastState;

/** A section of the task list, the most urgent first. Each is paged by itself. */
enum TaskSection {
    RUNNING("Running", "running"),
    PAUSED("Needs attention", "paused"),
    SCHEDULED("Scheduled", "scheduled"),
    DRAFTS("Drafts", "drafts"),
    DONE("Done", "finished");

    private final String heading;
    private final String what;

    TaskSection(String heading, String what) {
        this.heading = heading;
        this.what = what;
    }

    String heading() {
        return heading;
    }

    /** What it lists, such as "drafts"; also its name in a URL. */
    String what() {
        return what;
    }

    Set<BlastState> states() {
        return switch (this) {
            case RUNNING -> Set.of(BlastState.RUNNING);
            case PAUSED -> Set.of(BlastState.PAUSED);
            case SCHEDULED -> Set.of(BlastState.SCHEDULED);
            case DRAFTS -> Set.of(BlastState.DRAFT);
            case DONE -> Set.of(BlastState.COMPLETED, BlastState.CANCELLED);
        };
    }

    /** By its name in a URL; unknown names mean the last one. */
    static TaskSection of(@Nullable String name) {
        for (TaskSection section : values()) {
            if (section.what.equals(name == null ? null : name.toLowerCase(Locale.ROOT))) {
                return section;
            }
        }
        return DONE;
    }
}
