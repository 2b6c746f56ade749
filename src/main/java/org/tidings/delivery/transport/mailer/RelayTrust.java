package org.tidings.delivery.transport.mailer;

import io.quarkus.mailer.runtime.TrustStoreConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Locale;

/** The trust store of one relay, in PEM, PKCS12 or JKS format. */
final class RelayTrust {

    private RelayTrust() {}

    static TrustOptions of(TrustStoreConfig store) {
        List<String> paths =
                store.paths().orElse(List.of()).stream().map(String::strip).toList();
        if (paths.isEmpty()) {
            throw new ConfigurationException("truststore.paths of a mailer needs at least one file");
        }
        String password = store.password().orElse(null);
        return switch (store.type().orElseGet(() -> type(paths.get(0))).toUpperCase(Locale.ROOT)) {
            case "JKS" -> new JksOptions().setPath(only(paths)).setPassword(password);
            case "PKCS" -> new PfxOptions().setPath(only(paths)).setPassword(password);
            case "PEM" -> pem(paths);
            default -> throw new ConfigurationException("truststore.type of a mailer must be JKS, PKCS or PEM");
        };
    }

    private static String type(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "jks" -> "JKS";
            case "p12", "pfx" -> "PKCS";
            case "pem", "crt" -> "PEM";
            default ->
                throw new ConfigurationException(
                        "The type of the trust store " + path + " is not known: set truststore.type");
        };
    }

    private static String only(List<String> paths) {
        if (paths.size() > 1) {
            throw new ConfigurationException("Only PEM trust stores may have several files");
        }
        return paths.get(0);
    }

    private static PemTrustOptions pem(List<String> paths) {
        PemTrustOptions options = new PemTrustOptions();
        paths.forEach(options::addCertPath);
        return options;
    }
}
