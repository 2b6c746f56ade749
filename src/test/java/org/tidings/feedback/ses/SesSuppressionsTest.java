package org.tidings.feedback.ses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The signature is computed a second time, by the steps of the IAM guide. */
class SesSuppressionsTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
    private static final List<String> SCOPE = List.of("20261127", "eu-west-1", "ses", "aws4_request");
    private static final String SCOPE_TEXT = String.join("/", SCOPE);

    private final SesSuppressions suppressions = of("eu-west-1");

    @ParameterizedTest
    @CsvSource({
        "ann@x.example, ann%40x.example",
        "ann+swim@x.example, ann%2Bswim%40x.example",
        "a/b?c#d@x.example, a%2Fb%3Fc%23d%40x.example",
        "a*b~c%d@x.example, a*b%7Ec%25d%40x.example"
    })
    void removalIsSignedForTheRegion(String email, String segment) throws GeneralSecurityException {
        HttpRequest request = suppressions.release(email).get(0);

        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.uri())
                .hasToString("https://email.eu-west-1.amazonaws.com/v2/email/suppression/addresses/" + segment);
        String date = request.headers().firstValue("X-Amz-Date").orElseThrow();
        assertThat(date).isEqualTo("20261127T120000Z");
        String authorization = request.headers().firstValue("Authorization").orElseThrow();
        String signed = authorization.replaceFirst(".*SignedHeaders=([^,]+),.*", "$1");
        assertThat(signed.split(";")).contains("host", "x-amz-date");
        assertThat(authorization)
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + SCOPE_TEXT + ", SignedHeaders=" + signed
                        + ", Signature=" + signature(request, signed, date));
    }

    @Test
    void eachRegionHasAListOfItsOwn() {
        assertThat(of("eu-west-1", "us-east-1").release("ann@x.example"))
                .extracting(request -> request.uri().getHost())
                .containsExactly("email.eu-west-1.amazonaws.com", "email.us-east-1.amazonaws.com");
    }

    @Test
    void addressThatIsNotListedCountsAsReleased() {
        assertThat(suppressions.problem(200, "{}")).isEmpty();
        assertThat(suppressions.problem(404, "{\"message\":\"not on your suppression list\"}"))
                .isEmpty();
        assertThat(suppressions.problem(403, "{\"message\":\"AccessDenied\"}")).contains("it answered 403");
    }

    private static SesSuppressions of(String... regions) {
        return new SesSuppressions(
                List.of(regions).stream()
                        .map(region -> new SesSuppressions.Region(
                                region, URI.create("https://email." + region + ".amazonaws.com")))
                        .toList(),
                AwsCredentialsIdentity.create("AKIDEXAMPLE", SECRET),
                NOON);
    }

    private static String signature(HttpRequest request, String signed, String date) throws GeneralSecurityException {
        Map<String, String> headers = new TreeMap<>(Map.of("host", request.uri().getHost()));
        request.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        headers.keySet().retainAll(List.of(signed.split(";")));
        String canonical = String.join(
                "\n",
                "DELETE",
                request.uri().getRawPath().replace("%", "%25").replace("*", "%2A"),
                "",
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining()),
                signed,
                sha256(""));
        byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
        for (String part : SCOPE) {
            key = hmac(key, part);
        }
        return HexFormat.of()
                .formatHex(hmac(key, String.join("\n", "AWS4-HMAC-SHA256", date, SCOPE_TEXT, sha256(canonical))));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
