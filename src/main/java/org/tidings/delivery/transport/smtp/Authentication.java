package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.RelayException;

/**
 * Logs in (RFC 4954). Tries the mechanisms that both sides allow, best first, until one succeeds, and that one first on the next connection. Safe
 * for use by several threads.
 */
final class Authentication {

    private static final String SECRET = "(not shown)";

    private final SmtpSettings settings;
    private volatile @Nullable SaslMechanism proven;

    Authentication(SmtpSettings settings) {
        this.settings = settings;
    }

    /** @throws RefusedException when the server accepts none */
    void logIn(Wire wire, Capabilities capabilities) throws IOException {
        if (settings.login() == SmtpSettings.Login.DISABLED) {
            return;
        }
        Credentials credentials = settings.credentials();
        List<SaslMechanism> common = common(capabilities);
        if (credentials == null || common.isEmpty()) {
            if (settings.login() == SmtpSettings.Login.REQUIRED) {
                throw unavailable(credentials);
            }
            return;
        }
        SmtpReply refusal = null;
        for (SaslMechanism mechanism : common) {
            SmtpReply reply = attempt(wire, mechanism, credentials);
            if (reply.isPositive()) {
                proven = mechanism;
                return;
            }
            refusal = reply;
            if (reply.code() < 500) {
                break; // it may accept this one later
            }
        }
        throw new RefusedException(Objects.requireNonNull(refusal));
    }

    private List<SaslMechanism> common(Capabilities capabilities) {
        SaslMechanism first = proven;
        return Stream.of(SaslMechanism.values())
                .filter(mechanism -> capabilities.mechanisms().contains(mechanism.keyword()))
                .filter(mechanism -> settings.authMethods().isEmpty()
                        || settings.authMethods().contains(mechanism.keyword()))
                .filter(mechanism ->
                        settings.login() != SmtpSettings.Login.XOAUTH2 || mechanism == SaslMechanism.XOAUTH2)
                .sorted(Comparator.comparing(mechanism -> mechanism != first))
                .toList();
    }

    private static RelayException unavailable(@Nullable Credentials credentials) {
        String sentence = credentials == null
                ? "The settings require a login to the mail server but have no username and password"
                : "The mail server offers no login that the settings allow";
        return new RelayException(sentence, sentence);
    }

    private static SmtpReply attempt(Wire wire, SaslMechanism mechanism, Credentials credentials) throws IOException {
        String initial = mechanism.initial(credentials);
        String command = "AUTH " + mechanism.keyword();
        SmtpReply reply = initial == null
                ? wire.command(command)
                : wire.command(command + " " + SaslMechanism.encode(initial), command + " " + SECRET);
        for (int step = 0; reply.isIntermediate(); step++) {
            if (step == 3) {
                throw UnexpectedReplyException.to(command, reply);
            }
            String challenge = decoded(reply);
            reply = wire.command(SaslMechanism.encode(mechanism.answer(credentials, step, challenge)), SECRET);
        }
        return reply;
    }

    private static String decoded(SmtpReply reply) throws UnexpectedReplyException {
        try {
            byte[] octets = Base64.getMimeDecoder().decode(reply.parameter());
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException garbage) {
            throw UnexpectedReplyException.to("AUTH", reply);
        }
    }
}
