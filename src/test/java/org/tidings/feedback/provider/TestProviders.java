package org.tidings.feedback.provider;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tidings.platform.PlatformConfig;

/** The providers with keys of their own, and requests that they sign. */
public final class TestProviders {

    /** All providers that have a class in this package. */
    static final List<String> IDS = List.of("postmark", "sendgrid", "mailgun", "brevo", "sparkpost", "mandrill");

    static final String SECRET = "secret-of-the-webhook";
    static final String SIGNING_KEY = "key-1234567890abcdef";
    static final String WEBHOOK_KEY = "mandrill-webhook-key";
    static final String WEBHOOK_URL = "https://news.studio.example/hooks/mandrill";

    /** The private key of SendGrid, which the test has to read from the configuration of the application. */
    static final String PRIVATE_KEY = "test.sendgrid.private-key";

    private TestProviders() {}

    /**
     * Settings for all providers, with API keys.
     *
     * @param apiUrl of all APIs
     */
    public static Map<String, String> settings(String apiUrl) {
        Map<String, String> settings = new HashMap<>();
        for (String id : IDS) {
            settings.put("tidings.feedback." + id + ".api-key", "api-key-of-" + id);
            settings.put("tidings.feedback." + id + ".api-url", apiUrl);
        }
        KeyPair keys = keys("secp256r1");
        settings.put("tidings.feedback.postmark.secret", SECRET);
        settings.put("tidings.feedback.postmark.message-stream", "broadcast");
        settings.put("tidings.feedback.brevo.secret", SECRET);
        settings.put("tidings.feedback.sparkpost.secret", SECRET);
        settings.put(
                "tidings.feedback.sendgrid.public-key", encoded(keys.getPublic().getEncoded()));
        settings.put(PRIVATE_KEY, encoded(keys.getPrivate().getEncoded()));
        settings.put("tidings.feedback.mailgun.signing-key", SIGNING_KEY);
        settings.put("tidings.feedback.mailgun.domain", "mg.studio.example");
        settings.put("tidings.feedback.mandrill.webhook-key", WEBHOOK_KEY);
        settings.put("tidings.feedback.mandrill.webhook-url", WEBHOOK_URL);
        return settings;
    }

    static String encoded(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    static KeyPair keys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A provider as the application creates it. */
    static FeedbackProvider provider(String id, Map<String, String> settings, Clock clock) {
        ProviderConfig config = config(settings, ProviderConfig.class);
        Map<String, String> used = new ConcurrentHashMap<>();
        return switch (id) {
            case "postmark" -> new PostmarkProvider(config);
            case "sendgrid" -> new SendGridProvider(config, clock);
            case "mailgun" ->
                new MailgunProvider(
                        config,
                        (token, event) -> event.equals(Optional.ofNullable(used.putIfAbsent(token, event))
                                .orElse(event)),
                        clock);
            case "brevo" -> new BrevoProvider(config);
            case "sparkpost" -> new SparkPostProvider(config);
            case "mandrill" -> new MandrillProvider(config, platform(), clock);
            default -> throw new IllegalArgumentException(id);
        };
    }

    private static PlatformConfig platform() {
        return new PlatformConfig() {
            @Override
            public URI baseUrl() {
                return URI.create("https://news.studio.example");
            }

            @Override
            public Path dataDir() {
                return Path.of("data");
            }

            @Override
            public Optional<List<String>> secret() {
                return Optional.empty();
            }

            @Override
            public boolean embeddedDatabase() {
                return false;
            }
        };
    }

    private static <T> T config(Map<String, String> settings, Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(mapping)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }

    /** A request as a provider sends it. */
    static final class Signed {

        private final Map<String, String> headers;
        private final byte[] body;

        /**
         * A request.
         *
         * @param headers those that authenticate it
         */
        Signed(Map<String, String> headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        HookRequest request() {
            return new HookRequest(
                    body,
                    name -> headers.entrySet().stream()
                            .filter(header -> header.getKey().equalsIgnoreCase(name))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(null));
        }
    }

    /** Signs events, as JSON in the form of the provider: an event, or an array of events. */
    static Signed sign(String id, String events, Map<String, String> settings, Clock clock) {
        return switch (id) {
            case "sendgrid" ->
                sendGrid(events, String.valueOf(clock.instant().getEpochSecond()), settings.get(PRIVATE_KEY));
            case "mailgun" ->
                mailgun(
                        events,
                        String.valueOf(clock.instant().getEpochSecond()),
                        "token" + System.nanoTime(),
                        SIGNING_KEY);
            case "mandrill" -> mandrill(events, WEBHOOK_URL, WEBHOOK_KEY);
            default -> withSecret(events, "Basic " + encoded(("tidings:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        };
    }

    static Signed withSecret(String events, String authorization) {
        return new Signed(
                Map.of("Authorization", authorization, "Content-Type", "application/json"),
                events.getBytes(StandardCharsets.UTF_8));
    }

    static Signed sendGrid(String events, String timestamp, String privateKey) {
        try {
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update((timestamp + events).getBytes(StandardCharsets.UTF_8));
            return new Signed(
                    Map.of(
                            "X-Twilio-Email-Event-Webhook-Signature",
                            encoded(signature.sign()),
                            "X-Twilio-Email-Event-Webhook-Timestamp",
                            timestamp,
                            "Content-Type",
                            "application/json"),
                    events.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Signed mailgun(String event, String timestamp, String token, String key) {
        String signature = HexFormat.of().formatHex(hmac("HmacSHA256", key, timestamp + token));
        String body = "{\"signature\": {\"timestamp\": \"" + timestamp + "\", \"token\": \"" + token
                + "\", \"signature\": \"" + signature + "\"}, \"event-data\": " + event + "}";
        return new Signed(Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    static Signed mandrill(String events, String url, String key) {
        String form = "mandrill_events=" + java.net.URLEncoder.encode(events, StandardCharsets.UTF_8);
        return new Signed(
                Map.of(
                        "X-Mandrill-Signature",
                        encoded(hmac("HmacSHA1", key, url + "mandrill_events" + events)),
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
