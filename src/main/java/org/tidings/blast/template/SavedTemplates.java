package org.tidings.blast.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tidings.blast.Blast;

/** Saves and renames templates. */
@ApplicationScoped
public class SavedTemplates {

    private final Clock clock;

    SavedTemplates(Clock clock) {
        this.clock = clock;
    }

    /**
     * Saves the message of a blast as a template.
     *
     * @return what is wrong with the name; empty if it was saved
     */
    @Transactional
    public Optional<String> save(Blast blast, String typed) {
        String name = typed.strip();
        Optional<String> problem = problem(blast.accountId, name, "");
        if (problem.isEmpty()) {
            new MessageTemplate(blast, name, clock.instant()).persist();
        }
        return problem;
    }

    /** All of the account by name; hundreds at most. */
    @Transactional
    public List<MessageTemplate> all(long accountId) {
        return MessageTemplate.ofAccount(accountId);
    }

    @Transactional
    public Optional<MessageTemplate> find(long accountId, String id) {
        return MessageTemplate.find(accountId, id);
    }

    /** The template of this name, in any case of letters. */
    @Transactional
    public Optional<MessageTemplate> named(long accountId, String name) {
        return MessageTemplate.named(accountId, name.strip());
    }

    /**
     * Renames a template.
     *
     * @return what is wrong with the name; empty if it was changed
     */
    @Transactional
    Optional<String> rename(MessageTemplate template, String typed) {
        String name = typed.strip();
        Optional<String> problem = problem(template.accountId, name, template.publicId);
        if (problem.isEmpty()) {
            template.name = name;
            template.updatedAt = clock.instant();
        }
        return problem;
    }

    private static Optional<String> problem(long accountId, String name, String ofTemplate) {
        if (name.isEmpty()) {
            return Optional.of("Enter a name.");
        }
        if (name.length() > MessageTemplate.LONGEST_NAME) {
            return Optional.of("Use at most " + MessageTemplate.LONGEST_NAME + " characters.");
        }
        return MessageTemplate.named(accountId, name)
                .filter(other -> !other.publicId.equals(ofTemplate))
                .map(other -> "There is already a template with this name.");
    }
}
