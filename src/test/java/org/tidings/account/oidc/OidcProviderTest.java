package org.tidings.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.account.oidc.OidcRefusedException.Reason;

/** The protocol, against a provider over HTTP. */
class OidcProviderTest {

    private static final URI CALLBACK = URI.create("https://mail.example.org/login/oidc/callback");

    private OidcTestProvider server;
    private OidcProvider provider;
    private String connected = "";

    @BeforeEach
    void start() throws IOException {
        server = OidcTestProvider.start();
        server.person = Map.of("sub", "7", "email", "dana@example.org", "email_verified", true);
        provider = provider(server.issuer());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void personOfAVerifiedTokenIsFound() {
        assertThat(logIn()).isEqualTo(new OidcPerson(server.issuer().toString(), "7", "dana@example.org", true));
    }

    @Test
    void requestHasStateNonceAndPkce() {
        OidcAttempt attempt = provider.begin();
        assertThat(provider.begin()).isNotEqualTo(attempt);
        assertThat(provider.address(attempt).getQuery())
                .contains(
                        "response_type=code", "scope=openid+email", "prompt=select_account", "state=" + attempt.state())
                .contains("nonce=" + attempt.nonce(), "code_challenge_method=S256", "redirect_uri=" + CALLBACK)
                .doesNotContain(attempt.verifier());
        assertThat(attempt.toString()).doesNotContain(attempt.state(), attempt.nonce(), attempt.verifier());
    }

    @Test
    void wordTrueIsAVerifiedAddressAndNothingElseIs() {
        server.person = Map.of("sub", "7", "email", "dana@example.org", "email_verified", "true");
        assertThat(logIn().emailVerified()).isTrue();
        for (Object other : List.of("false", "yes", 1, false)) {
            server.person = Map.of("sub", "7", "email", "dana@example.org", "email_verified", other);
            assertThat(logIn().emailVerified()).isFalse();
        }
        server.person = Map.of("sub", "7", "email", "dana@example.org");
        assertThat(logIn().emailVerified()).isFalse();
    }

    @Test
    void addressThatTheTokenDoesNotHaveIsAskedFor() {
        server.person = Map.of("sub", "7");
        server.userInfo = Map.of("sub", "7", "email", "dana@example.org", "email_verified", true);
        assertThat(logIn()).isEqualTo(new OidcPerson(server.issuer().toString(), "7", "dana@example.org", true));

        server.person = Map.of("sub", "7", "email", "dana@example.org");
        assertThat(logIn().emailVerified()).isTrue();
        connected = "7";
        assertThat(logIn().emailVerified()).isFalse(); // not asked for
        connected = "";

        server.person = Map.of("sub", "7");
        server.userInfo = Map.of("sub", "8", "email", "dana@example.org", "email_verified", true);
        assertThat(logIn()).isEqualTo(new OidcPerson(server.issuer().toString(), "7", null, false));
    }

    @Test
    void tokensWithWrongClaimsAreRefused() {
        Date anHourAgo = Date.from(Instant.now().minus(Duration.ofHours(1)));
        refused(claims -> claims.claim("nonce", "another"));
        refused(claims -> claims.claim("nonce", null));
        refused(claims -> claims.audience("another client"));
        refused(claims -> claims.issuer("https://another.example"));
        refused(claims -> claims.expirationTime(anHourAgo));
        refused(claims -> claims.expirationTime(null));
        refused(claims ->
                claims.audience(List.of(OidcTestProvider.CLIENT, "another")).claim("azp", "another"));
        refused(claims -> claims.audience(List.of(OidcTestProvider.CLIENT, "another")));
        refused(claims -> claims.issueTime(Date.from(Instant.now().plus(Duration.ofHours(1)))));
        for (String subject : Arrays.asList(null, "7 ", "sieben\u00e4", "7".repeat(256))) {
            refused(claims -> claims.subject(subject));
        }
    }

    @Test
    void tokenForSeveralClientsIsAcceptedIfItWasIssuedToUs() {
        server.claims = claims ->
                claims.audience(List.of(OidcTestProvider.CLIENT, "another")).claim("azp", OidcTestProvider.CLIENT);
        assertThat(logIn().subject()).isEqualTo("7");
    }

    @Test
    void keyThatIsNewIsRead() {
        logIn();
        RSAKey next = OidcTestProvider.newKey("key-2");
        server.keys = new JWKSet(List.of(OidcTestProvider.KEY.toPublicJWK(), next.toPublicJWK())).toString();
        server.signing = claims -> OidcTestProvider.signed(claims, next);
        assertThat(logIn().subject()).isEqualTo("7");
    }

    @Test
    void keysThatCannotBeReadAreNoRefusal() {
        server.keys = "none";
        assertThatThrownBy(this::logIn).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void responseThatIsTooLargeIsNotRead() {
        String keys = server.keys;
        server.keys = " ".repeat(300_000) + keys;
        assertThatThrownBy(this::logIn).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void endpointsAreSafeLikeTheIssuer() {
        assertThat(ProviderHttp.isSafe(URI.create("https://id.example.org/token")))
                .isTrue();
        assertThat(ProviderHttp.isSafe(URI.create("http://127.0.0.1:1/token"))).isTrue();
        assertThat(ProviderHttp.isSafe(URI.create("http://id.example.org/token")))
                .isFalse();
        assertThat(ProviderHttp.isSafe(URI.create("ftp://127.0.0.1/token"))).isFalse();
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change) {
        server.claims = change;
        assertRefused(Reason.INVALID, this::logIn);
        server.claims = same -> same;
        assertThat(logIn().subject()).isEqualTo("7");
    }

    @Test
    void tokensWithWrongSignaturesAreRefused() {
        RSAKey another = OidcTestProvider.newKey();
        server.signing = claims -> OidcTestProvider.signed(claims, another);
        assertRefused(Reason.INVALID, this::logIn);
        server.signing = claims -> new PlainJWT(claims).serialize();
        assertRefused(Reason.INVALID, this::logIn);
    }

    /** A key that both sides or all the world know is no proof of who signed. */
    @Test
    void tokensWithSharedKeysAreRefused() throws JOSEException {
        byte[] published = OidcTestProvider.KEY.toRSAPublicKey().getEncoded();
        for (byte[] key : List.of(OidcTestProvider.SECRET.getBytes(StandardCharsets.UTF_8), published)) {
            server.signing = claims -> signedWith(key, claims);
            assertRefused(Reason.INVALID, this::logIn);
        }
    }

    @Test
    void codeWorksOnceAndOnlyForTheBrowserThatBegan() {
        OidcAttempt attempt = provider.begin();
        Map<String, List<String>> back = query(server.logIn(provider.address(attempt)));
        assertThat(finish(attempt, back).subject()).isEqualTo("7");
        assertRefused(Reason.INVALID, () -> finish(attempt, back));

        OidcAttempt stolen = provider.begin();
        Map<String, List<String>> other = query(server.logIn(provider.address(stolen)));
        assertRefused(Reason.EXPIRED, () -> finish(attempt, other));
        OidcAttempt withoutVerifier =
                new OidcAttempt(stolen.state(), stolen.nonce(), provider.begin().verifier());
        assertRefused(Reason.INVALID, () -> finish(withoutVerifier, other));
    }

    @Test
    void oddAnswersAreRefused() {
        OidcAttempt attempt = provider.begin();
        assertRefused(Reason.CANCELLED, () -> finish(attempt, query("error=access_denied&state=" + attempt.state())));
        assertRefused(Reason.EXPIRED, () -> finish(attempt, query("error=access_denied&state=another")));
        assertRefused(Reason.EXPIRED, () -> finish(attempt, query("code=1")));
        assertRefused(Reason.INVALID, () -> finish(attempt, query("state=" + attempt.state())));
        assertRefused(Reason.EXPIRED, () -> finish(attempt, Map.of()));
        for (String blank : List.of("", " ")) {
            assertRefused(Reason.INVALID, () -> finish(attempt, query("code=" + blank + "&state=" + attempt.state())));
            assertRefused(Reason.EXPIRED, () -> finish(attempt, query("code=" + blank + "&state=another")));
        }
        Map<String, List<String>> twice = Map.of("code", List.of("1", "2"), "state", List.of(attempt.state()));
        assertRefused(Reason.INVALID, () -> finish(attempt, twice));
        Map<String, List<String>> states =
                Map.of("code", List.of("1"), "state", List.of(attempt.state(), attempt.state()));
        assertRefused(Reason.EXPIRED, () -> finish(attempt, states));
        assertRefused(
                Reason.INVALID,
                () -> finish(attempt, query("code=1&iss=https://another.example&state=" + attempt.state())));
    }

    @Test
    void providerThatFailsIsUnavailable() {
        server.failure = 503;
        assertThatThrownBy(this::logIn).isInstanceOf(ProviderUnavailableException.class);
        server.failure = 200; // no token
        assertThatThrownBy(this::logIn).isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void metadataOfAnotherIssuerAreNotUsed() {
        server.claimedIssuer = "https://another.example";
        assertThatThrownBy(this::logIn).isInstanceOf(ProviderUnavailableException.class);
        server.claimedIssuer = null;
        assertThat(logIn().subject()).isEqualTo("7"); // a failure is not kept
    }

    @Test
    void providerThatDoesNotAnswerIsUnavailable() throws IOException {
        OidcAttempt attempt = provider.begin();
        Map<String, List<String>> back = query(server.logIn(provider.address(attempt)));
        server.close();
        assertThatThrownBy(() -> finish(attempt, back)).isInstanceOf(ProviderUnavailableException.class);
        OidcProvider fresh = provider(server.issuer());
        assertThatThrownBy(() -> fresh.address(attempt)).isInstanceOf(ProviderUnavailableException.class);
    }

    private static OidcProvider provider(URI issuer) {
        return new OidcProvider(issuer, OidcTestProvider.CLIENT, OidcTestProvider.SECRET, CALLBACK, Clock.systemUTC());
    }

    private OidcPerson logIn() {
        OidcAttempt attempt = provider.begin();
        return finish(attempt, query(server.logIn(provider.address(attempt))));
    }

    private OidcPerson finish(OidcAttempt attempt, Map<String, List<String>> parameters) {
        return provider.finish(attempt, parameters, (issuer, subject) -> subject.equals(connected));
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        OidcRefusedException refusal = catchThrowableOfType(OidcRefusedException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], List.of(parts[1]));
        }
        return parameters;
    }

    private static String signedWith(byte[] key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(), claims);
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
