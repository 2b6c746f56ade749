package org.tidings.delivery.transport.smtp;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.TrustStoreConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The mailer's own trust stores, from before the TLS registry. */
final class TrustStores {

    private TrustStores() {}

    /** What {@code truststore} or {@code key-store} says; else the JDK's authorities. */
    @SuppressWarnings("deprecation") // the keys are
    static SSLContext context(MailerRuntimeConfig config) {
        try {
            if (config.keyStore().isPresent()) {
                return trusting(keyStore("JKS", config.keyStore().get(), config.keyStorePassword()));
            }
            TrustStoreConfig truststore = config.truststore();
            return trusting(truststore.isConfigured() ? configured(truststore) : null);
        } catch (IOException | GeneralSecurityException failure) {
            throw new ConfigurationException("The trust store of quarkus.mailer cannot be read", failure);
        }
    }

    static SSLContext trustingAll() {
        try {
            return context(new TrustManager[] {new TrustsAll()});
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static SSLContext trusting(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return context(factory.getTrustManagers());
    }

    private static SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, new SecureRandom());
        return context;
    }

    private static KeyStore configured(TrustStoreConfig config) throws IOException, GeneralSecurityException {
        List<String> paths = config.paths().orElse(List.of());
        if (paths.isEmpty()) {
            throw new ConfigurationException("quarkus.mailer.truststore.paths is not set");
        }
        String type = config.type().orElseGet(() -> type(paths.get(0))).toUpperCase(Locale.ROOT);
        if (type.equals("PEM")) {
            return pem(paths);
        }
        if (paths.size() > 1) {
            throw new ConfigurationException("quarkus.mailer.truststore.paths: only PEM allows more than one file");
        }
        return keyStore(type.equals("PKCS") ? "PKCS12" : type, paths.get(0), config.password());
    }

    private static String type(String path) {
        String name = path.strip().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jks")) {
            return "JKS";
        }
        if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            return "PKCS";
        }
        if (name.endsWith(".pem") || name.endsWith(".crt")) {
            return "PEM";
        }
        throw new ConfigurationException(
                "Set quarkus.mailer.truststore.type: the file's name does not say it: " + path);
    }

    private static KeyStore keyStore(String type, String path, Optional<String> password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(Path.of(path.strip()))) {
            store.load(in, password.map(String::toCharArray).orElse(null));
        }
        return store;
    }

    private static KeyStore pem(List<String> paths) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (String path : paths) {
            try (InputStream in = Files.newInputStream(Path.of(path.strip()))) {
                for (Certificate certificate : factory.generateCertificates(in)) {
                    store.setCertificateEntry("authority-" + store.size(), certificate);
                }
            }
        }
        return store;
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
