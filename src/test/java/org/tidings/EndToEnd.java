package org.tidings;

import static io.restassured.RestAssured.given;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.tidings.ForeignMailServer.Received;
import org.tidings.feedback.provider.TestProviders;

/** What the end-to-end tests share: the settings, the program that uses the API, and recipients with their mail. */
public final class EndToEnd {

    static final int SMTP_PORT = ForeignMailServer.freePort();
    static final String BASE_URL = "https://news.studio.example";
    static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    static final String APPLE_PRIVACY = "Mozilla/5.0";

    private EndToEnd() {}

    /**
     * One profile for all tests of a single relay, since each profile costs a build of the application: log-in and encryption where the relay
     * offers them, signed mail, quick retries, all providers of feedback, and a public address that is not localhost.
     */
    public static final class ForeignRelay implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            TestCertificate certificate = TestCertificate.make();
            Map<String, String> settings =
                    new HashMap<>(TestProviders.settings("http://127.0.0.1:" + ForeignMailServer.freePort()));
            settings.putAll(Map.ofEntries(
                    entry("quarkus.mailer.host", "127.0.0.1"),
                    entry("quarkus.mailer.port", String.valueOf(SMTP_PORT)),
                    entry("quarkus.mailer.username", "studio"),
                    entry("quarkus.mailer.password", "open-sesame"),
                    entry("quarkus.mailer.from", "hello@studio.example"),
                    entry("quarkus.mailer.truststore.paths", certificate.pem().toString()),
                    entry("quarkus.mailer.dkim.enabled", "true"),
                    entry("quarkus.mailer.dkim.sdid", "studio.example"),
                    entry("quarkus.mailer.dkim.selector", "tidings"),
                    entry("quarkus.mailer.dkim.private-key", newKey()),
                    entry("test.certificate", certificate.folder().toString()),
                    entry("tidings.base-url", BASE_URL),
                    entry("tidings.feedback.domain", "bounces.studio.example"),
                    entry("tidings.feedback.ses.configuration-set", "studio"),
                    entry("tidings.delivery.retry-delay", "1s"),
                    entry("tidings.delivery.connections", "5"),
                    entry("tidings.delivery.domain-rate.\"limited.example\"", "5"),
                    // between two tests the mail server is another one, and may leave a message without an answer
                    entry("tidings.delivery.send-timeout", "5s")));
            return settings;
        }

        private static String newKey() {
            try {
                KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
                keys.initialize(2048);
                return Base64.getEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** Sends a blast by the API and gives its id. */
    static String send(TestAccounts.Person sender, Map<String, ?> blast) {
        return sender.program()
                .contentType("application/json")
                .body(blast)
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static Map<String, Object> blast(String subject, String html, List<?> recipients) {
        Map<String, Object> blast = new LinkedHashMap<>();
        blast.put("subject", subject);
        blast.put("html", html);
        blast.put("audience", Map.of("recipients", recipients));
        return blast;
    }

    static Map<String, String> person(String email, String firstName) {
        return Map.of("email", email, "firstName", firstName);
    }

    /** Waits until the blast is as wanted, and looks at every poll whether the sum of the eight is what was selected. */
    static Map<String, Object> awaitBlast(TestAccounts.Person owner, String id, Predicate<Map<String, Object>> wanted) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(owner, id), wanted);
    }

    static Map<String, Object> awaitState(TestAccounts.Person owner, String id, String state) {
        return awaitBlast(owner, id, blast -> state.equals(blast.get("state")));
    }

    static Map<String, Object> get(TestAccounts.Person owner, String id) {
        Map<String, Object> blast = owner.program()
                .get("/api/v1/blasts/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
        int sum = counts(blast).values().stream().mapToInt(Integer::intValue).sum();
        assertThat(sum).as("%s", blast).isEqualTo(blast.get("selected"));
        return blast;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Integer> counts(Map<String, Object> blast) {
        return (Map<String, Integer>) blast.get("counts");
    }

    /** The API's rows by address. */
    static Map<String, Map<String, Object>> rows(TestAccounts.Person owner, String id) {
        List<Map<String, Object>> items = owner.program()
                .get("/api/v1/blasts/" + id + "/recipients?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        items.forEach(item -> rows.put((String) item.get("email"), item));
        return rows;
    }

    /** The download's rows by address. */
    static Map<String, NamedCsvRecord> csv(TestAccounts.Person owner, String id) {
        String text = owner.program()
                .get("/api/v1/blasts/" + id + "/report.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Map<String, NamedCsvRecord> rows = new LinkedHashMap<>();
        CsvReader.builder().detectBomHeader(false).ofNamedCsvRecord(text.replace("\uFEFF", "")).stream()
                .forEach(row -> rows.put(row.getField("email"), row));
        return rows;
    }

    /** The page's rows by address: the cells' texts. */
    static Map<String, List<String>> page(TestAccounts.Person owner, String id) {
        Document page = Jsoup.parse(owner.browser()
                .get("/blasts/" + id + "?tab=everyone")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Element row : page.select("#people-list tbody tr")) {
            Element email = row.selectFirst(".person-email");
            String address = email == null ? row.selectFirst("th a").text() : email.text();
            rows.put(address, row.select("td").eachText());
        }
        return rows;
    }

    /** A visitor with this program, who follows no redirect. */
    static RequestSpecification visitor(String userAgent) {
        return given().redirects().follow(false).urlEncodingEnabled(false).header("User-Agent", userAgent);
    }

    static Response fetch(String userAgent, String url) {
        return visitor(userAgent).get(path(url));
    }

    /** The same on this test's port. */
    static String path(String url) {
        assertThat(url).startsWith(BASE_URL);
        return url.substring(BASE_URL.length());
    }

    static String pixel(Received mail) {
        return document(mail).select("img[src*=/o/]").attr("src");
    }

    static List<String> links(Received mail) {
        return document(mail).select("a[href*=/c/]").eachAttr("href");
    }

    /** From the header, as a mail program takes it for its own unsubscribe button. */
    static String unsubscribeUrl(Received mail) {
        String header = header(mail, "List-Unsubscribe");
        return header.substring(1, header.indexOf('>'));
    }

    static Document document(Received mail) {
        return Jsoup.parse(content(mail, "text/html"));
    }

    static String header(Received mail, String name) {
        try {
            String[] values = mail.message().getHeader(name);
            assertThat(values).as(name).hasSize(1);
            return values[0].replaceAll("\r\n(?=[ \t])", "");
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The text of the first part of this type. */
    static String content(Received mail, String type) {
        try {
            for (Part part : parts(mail.message())) {
                if (part.isMimeType(type)) {
                    return (String) part.getContent();
                }
            }
            throw new AssertionError("No " + type + " in " + mail.wire());
        } catch (MessagingException | IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** All parts that are no containers, in order. */
    static List<Part> parts(Part whole) throws MessagingException, IOException {
        List<Part> parts = new ArrayList<>();
        if (whole.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart part = several.getBodyPart(i);
                parts.addAll(parts(part));
            }
        } else {
            parts.add(whole);
        }
        return parts;
    }

    /** The statuses of the API by address. */
    static Map<String, String> statuses(TestAccounts.Person owner, String id) {
        Map<String, String> statuses = new HashMap<>();
        rows(owner, id).forEach((email, row) -> statuses.put(email, (String) row.get("status")));
        return statuses;
    }
}
