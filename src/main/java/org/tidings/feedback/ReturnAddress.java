package org.tidings.feedback;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/**
 * An address of ours that feedback comes to, with a signature that was verified.
 *
 * @param purpose {@code RETURN_PATH} for {@code b+token@}, {@code UNSUBSCRIBE} for {@code u+token@}
 */
record ReturnAddress(TokenPurpose purpose, TokenSubject subject) {

    private static final Pattern FORM = Pattern.compile("([bu])\\+([a-z2-7]{20,64})(?:@.*)?", Pattern.CASE_INSENSITIVE);

    /** Reads an address in any letter case; empty for one that we did not sign. The domain may be any: whose mail comes here is not ours to know. */
    static Optional<ReturnAddress> of(Tokens tokens, String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches()) {
            return Optional.empty();
        }
        TokenPurpose purpose =
                "b".equalsIgnoreCase(form.group(1)) ? TokenPurpose.RETURN_PATH : TokenPurpose.UNSUBSCRIBE;
        return tokens.verify(purpose, form.group(2)).map(subject -> new ReturnAddress(purpose, subject));
    }
}
