package org.tidings.feedback;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.BlastAccess;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;
import org.tidings.platform.MailAccess;

/** Finds the blast of a message by its return path, or the account of one outside blasts. A message without a return path of ours is nobody's. */
@ApplicationScoped
class ReturnPathAccess implements MailAccess {

    private static final Pattern OUTSIDE_BLASTS = Pattern.compile("s\\+([a-z2-7]{20,64})@.*", Pattern.CASE_INSENSITIVE);

    private final CurrentStaff current;
    private final Tokens tokens;
    private final BlastAccess access;

    ReturnPathAccess(CurrentStaff current, Tokens tokens, BlastAccess access) {
        this.current = current;
        this.tokens = tokens;
        this.access = access;
    }

    private boolean isOfAccount(String sender) {
        Matcher form = OUTSIDE_BLASTS.matcher(sender);
        return form.matches()
                && current.isOwner()
                && tokens.verify(TokenPurpose.ACCOUNT_MAIL, form.group(1))
                        .filter(subject -> subject.blastId() == current.accountId())
                        .isPresent();
    }

    @Override
    public Predicate<String> readable() {
        Map<Long, Boolean> known = new HashMap<>();
        return sender -> isOfAccount(sender)
                || ReturnAddress.of(tokens, sender)
                        .map(address -> known.computeIfAbsent(address.subject().blastId(), access::mayRead))
                        .orElse(false);
    }
}
