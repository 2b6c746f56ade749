package org.tidings.delivery.transport.mailer;

import io.quarkus.mailer.runtime.DkimSignOptionsConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import java.util.List;
import java.util.Optional;

/** DKIM settings (RFC 6376) of one relay. */
final class RelayDkim {

    private RelayDkim() {}

    /** The headers to sign and their canonicalization are those of the default mailer unless the relay has its own. */
    static DKIMSignOptions of(DkimSignOptionsConfig dkim, DkimSignOptionsConfig defaults) {
        DKIMSignOptions options = new DKIMSignOptions()
                .setSdid(required(dkim.sdid(), "sdid"))
                .setSelector(required(dkim.selector(), "selector"));
        dkim.privateKey()
                .ifPresentOrElse(
                        options::setPrivateKey, () -> dkim.privateKeyPath().ifPresent(options::setPrivateKeyPath));
        dkim.auid().ifPresent(options::setAuid);
        dkim.bodyLimit().ifPresent(options::setBodyLimit);
        dkim.expireTime().ifPresent(options::setExpireTime);
        dkim.signatureTimestamp().ifPresent(options::setSignatureTimestamp);
        dkim.bodyCanonAlgo().ifPresent(simpleOrRelaxed -> options.setBodyCanonAlgo(algorithm(simpleOrRelaxed)));
        dkim.headerCanonAlgo()
                .or(defaults::headerCanonAlgo)
                .ifPresent(simpleOrRelaxed -> options.setHeaderCanonAlgo(algorithm(simpleOrRelaxed)));
        dkim.signedHeaders()
                .or(defaults::signedHeaders)
                .ifPresent(headers -> options.setSignedHeaders(withFrom(headers)));
        return options;
    }

    private static String required(Optional<String> value, String key) {
        return value.orElseThrow(() -> new ConfigurationException("DKIM is enabled for a mailer without dkim." + key));
    }

    private static CanonicalizationAlgorithm algorithm(Enum<?> quarkus) {
        return CanonicalizationAlgorithm.valueOf(quarkus.name());
    }

    /** From must be signed (section 5.4). */
    private static List<String> withFrom(List<String> headers) {
        if (headers.stream().noneMatch("From"::equalsIgnoreCase)) {
            throw new ConfigurationException("dkim.signed-headers of a mailer must include From");
        }
        return headers;
    }
}
