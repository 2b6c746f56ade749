package org.tidings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate for a server on this machine that nobody else trusts, in a folder of their own. */
public final class TestCertificate {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    private TestCertificate(Path folder) {
        this.folder = folder;
    }

    /** A fresh one. */
    public static TestCertificate make() {
        try {
            Path folder = Files.createTempDirectory("certificate");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "relay",
                            "-keyalg",
                            "RSA",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            folder.resolve("relay.p12").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            TestCertificate certificate = new TestCertificate(folder);
            Files.writeString(certificate.pem(), certificate.encoded());
            return certificate;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** One that was made before. */
    public static TestCertificate in(String folder) {
        return new TestCertificate(Path.of(folder));
    }

    public Path folder() {
        return folder;
    }

    /** What a client needs to trust it. */
    public Path pem() {
        return folder.resolve("relay.pem");
    }

    /** What a server needs to have it. */
    public SSLContext server() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String encoded() throws IOException, GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(store().getCertificate("relay").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("relay.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
