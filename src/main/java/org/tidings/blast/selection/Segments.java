package org.tidings.blast.selection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.tidings.platform.web.ProblemException;

/** Saves and deletes segments. */
@ApplicationScoped
public class Segments {

    private final Clock clock;

    Segments(Clock clock) {
        this.clock = clock;
    }

    /**
     * Saves a rule under a new name.
     *
     * @return what is wrong with the name; empty if it was saved
     */
    @Transactional
    public Optional<String> save(long accountId, String typed, Selection selection) {
        String name = typed.strip();
        Optional<String> problem = problem(accountId, name, 0);
        if (problem.isEmpty()) {
            new Segment(accountId, name, rule(selection), clock.instant()).persist();
        }
        return problem;
    }

    /** Adds a segment; 422 if the name cannot be used. */
    @Transactional
    public Segment add(long accountId, String name, Selection selection) {
        refuse(problem(accountId, name.strip(), 0));
        Segment added = new Segment(accountId, name.strip(), rule(selection), clock.instant());
        added.persist();
        return added;
    }

    /** Changes name and rule; 422 if the name cannot be used. */
    @Transactional
    public Segment change(Segment segment, String name, Selection selection) {
        refuse(problem(segment.accountId, name.strip(), segment.id));
        segment.name = name.strip();
        segment.rule = rule(selection);
        segment.updatedAt = clock.instant();
        return segment;
    }

    /** What is wrong with the name of a segment. */
    @Transactional
    public Optional<String> problem(long accountId, String name, long id) {
        if (name.isBlank()) {
            return Optional.of("Enter a name.");
        }
        if (name.length() > Segment.LONGEST_NAME) {
            return Optional.of("Use at most " + Segment.LONGEST_NAME + " characters.");
        }
        return Segment.named(accountId, name)
                .filter(other -> other.id != id)
                .map(other -> "There is already a segment with this name.");
    }

    private static String rule(Selection selection) {
        String rule = SelectionJson.write(selection);
        return rule == null ? "{}" : rule;
    }

    private static void refuse(Optional<String> problem) {
        problem.ifPresent(why -> {
            throw new ProblemException(422, "name: " + why);
        });
    }
}
