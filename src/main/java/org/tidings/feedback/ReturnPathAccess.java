package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.tidings.blast.BlastAccess;
import org.tidings.message.Tokens;
import org.tidings.platform.MailAccess;

/** Finds the blast of a message by its return path. A message without one of ours is nobody's. */
@ApplicationScoped
class ReturnPathAccess implements MailAccess {

    private final Tokens tokens;
    private final BlastAccess access;

    ReturnPathAccess(Tokens tokens, BlastAccess access) {
        this.tokens = tokens;
        this.access = access;
    }

    @Override
    public Predicate<String> readable() {
        Map<Long, Boolean> known = new HashMap<>();
        return sender -> ReturnAddress.of(tokens, sender)
                .map(address -> known.computeIfAbsent(address.subject().blastId(), access::mayRead))
                .orElse(false);
    }
}
