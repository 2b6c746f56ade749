package org.tidings.delivery.transport.smtp;

import io.quarkus.mailer.runtime.DkimSignOptionsConfig;
import io.quarkus.mailer.runtime.DkimSignOptionsConfig.CanonicalizationAlgorithmOption;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code quarkus.mailer.dkim}. */
final class MailerDkim {

    /** Those of the Quarkus mailer. */
    private static final List<String> DEFAULT_HEADERS =
            List.of("From", "Reply-to", "Subject", "Date", "To", "Cc", "Content-Type", "Message-ID");

    private MailerDkim() {}

    /**
     * Null when messages are not to be signed.
     *
     * @throws ConfigurationException when a key is missing or wrong
     */
    static @Nullable DkimSigner of(DkimSignOptionsConfig config, DkimSignOptionsConfig defaults, Clock clock) {
        if (!config.enabled()) {
            return null;
        }
        String domain = required(config.sdid(), "sdid");
        List<String> headers = config.signedHeaders().or(defaults::signedHeaders).orElse(DEFAULT_HEADERS).stream()
                .map(String::strip)
                .toList();
        if (headers.stream().noneMatch(header -> header.equalsIgnoreCase("From"))) {
            throw new ConfigurationException("quarkus.mailer.dkim.signed-headers must contain From");
        }
        String identity = config.auid().orElse(null);
        if (identity != null && !isIn(identity, domain)) {
            throw new ConfigurationException("quarkus.mailer.dkim.auid must be an address in the domain " + domain);
        }
        DkimSigner.Options options = new DkimSigner.Options(
                domain,
                required(config.selector(), "selector"),
                identity,
                headers,
                isRelaxed(config.headerCanonAlgo().or(defaults::headerCanonAlgo)),
                isRelaxed(config.bodyCanonAlgo()),
                limit(config.bodyLimit()),
                config.signatureTimestamp().orElse(false),
                Math.max(0, config.expireTime().orElse(0)));
        return new DkimSigner(key(config), options, clock);
    }

    private static boolean isIn(String identity, String domain) {
        String address = identity.toLowerCase(Locale.ROOT);
        String end = domain.toLowerCase(Locale.ROOT);
        return address.endsWith("@" + end) || (address.contains("@") && address.endsWith("." + end));
    }

    private static int limit(OptionalInt limit) {
        return Math.max(0, limit.orElse(0));
    }

    private static boolean isRelaxed(Optional<CanonicalizationAlgorithmOption> algorithm) {
        return algorithm.orElse(CanonicalizationAlgorithmOption.SIMPLE) == CanonicalizationAlgorithmOption.RELAXED;
    }

    private static String required(Optional<String> value, String key) {
        return value.map(String::strip)
                .orElseThrow(() -> new ConfigurationException("quarkus.mailer.dkim." + key + " is not set"));
    }

    static PrivateKey key(DkimSignOptionsConfig config) {
        try {
            String text = config.privateKey().isPresent()
                    ? config.privateKey().get()
                    : Files.readString(Path.of(required(config.privateKeyPath(), "private-key")));
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            throw new ConfigurationException(
                    "The DKIM key (quarkus.mailer.dkim.private-key or private-key-path) is not an RSA key in PKCS#8 form:"
                            + " " + failure.getMessage(),
                    failure);
        }
    }
}
