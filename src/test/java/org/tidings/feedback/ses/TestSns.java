package org.tidings.feedback.ses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fake SNS: signs messages as specified in the SNS guide and serves its own certificate. */
public class TestSns implements CertificateFetcher {

    public static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:ses-feedback";
    static final String HOST = "https://sns.eu-west-1.amazonaws.com";
    static final String CERTIFICATE = HOST + "/SimpleNotificationService-0123456789abcdef.pem";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final PrivateKey key;
    private final String pem;
    final List<URI> fetched = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile int confirmationStatus = 200;

    public TestSns() {
        try {
            Path store = Files.createTempDirectory("sns").resolve("key.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "sns",
                            "-keyalg",
                            "RSA",
                            "-dname",
                            "CN=sns.amazonaws.com",
                            "-ext",
                            "san=dns:sns.amazonaws.com",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            Certificate certificate = keys.getCertificate("sns");
            key = (PrivateKey) keys.getKey("sns", PASSWORD);
            pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (IOException | GeneralSecurityException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public Answer get(URI address) throws IOException {
        fetched.add(address);
        if (away) {
            throw new IOException("Amazon is away");
        }
        return address.getPath().endsWith(".pem") ? new Answer(200, pem) : new Answer(confirmationStatus, "");
    }

    void goAway(boolean away) {
        this.away = away;
    }

    void confirmWith(int status) {
        confirmationStatus = status;
    }

    /** The fields of an unsigned notification. */
    static Map<String, String> notification(String message) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("Type", "Notification");
        fields.put("MessageId", UUID.randomUUID().toString());
        fields.put("TopicArn", TOPIC);
        fields.put("Message", message);
        fields.put("Timestamp", "2026-11-23T10:00:00.123Z");
        fields.put("SignatureVersion", "2");
        fields.put("SigningCertURL", CERTIFICATE);
        fields.put("UnsubscribeURL", HOST + "/?Action=Unsubscribe");
        return fields;
    }

    /** The fields of a subscription or unsubscribe confirmation. */
    static Map<String, String> confirmation(String type, String subscribeUrl) {
        Map<String, String> fields = notification("You have chosen to subscribe");
        fields.put("Type", type);
        fields.put("Token", "2336412f37");
        fields.put("SubscribeURL", subscribeUrl);
        fields.remove("UnsubscribeURL");
        return fields;
    }

    /** The signed envelope. */
    String signed(Map<String, String> fields) {
        List<String> parts = "Notification".equals(fields.get("Type"))
                ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        StringBuilder canonical = new StringBuilder();
        for (String part : parts) {
            if (fields.containsKey(part)) {
                canonical.append(part).append('\n').append(fields.get(part)).append('\n');
            }
        }
        try {
            Signature signature =
                    Signature.getInstance("1".equals(fields.get("SignatureVersion")) ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
            fields.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
        return json(fields);
    }

    static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
