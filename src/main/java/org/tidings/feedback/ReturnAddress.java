package org.tidings.feedback;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/**
 * An address that receives feedback, with a verified signature.
 *
 * @param purpose {@code RETURN_PATH} for {@code b+token@}, {@code UNSUBSCRIBE} for {@code u+token@} of either kind of mail
 */
record ReturnAddress(TokenPurpose purpose, TokenSubject subject) {

    private static final Pattern FORM = Pattern.compile("([bu])\\+([a-z2-7]{20,64})(?:@.*)?", Pattern.CASE_INSENSITIVE);

    /** Parses an address, ignoring case; empty if its signature is invalid. Any domain is accepted, because mail routing may rewrite it. */
    static Optional<ReturnAddress> of(Tokens tokens, String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches()) {
            return Optional.empty();
        }
        String token = form.group(2);
        if ("b".equalsIgnoreCase(form.group(1))) {
            return tokens.verify(TokenPurpose.RETURN_PATH, token)
                    .map(subject -> new ReturnAddress(TokenPurpose.RETURN_PATH, subject));
        }
        return tokens.verifyAny(token, TokenPurpose.UNSUBSCRIBE, TokenPurpose.UNSUBSCRIBE_SERVICE)
                .map(subject -> new ReturnAddress(TokenPurpose.UNSUBSCRIBE, subject));
    }
}
