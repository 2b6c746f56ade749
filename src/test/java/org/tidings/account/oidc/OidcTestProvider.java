package org.tidings.account.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider over HTTP with keys of its own, which checks the client, the redirect address and PKCE, and accepts a code once.
 * Its login page asks nothing but a press of "Continue". A test decides who logs in, and what the ID token says.
 */
public final class OidcTestProvider implements AutoCloseable {

    public static final String CLIENT = "tidings";
    public static final String SECRET = "a secret of exactly 32 bytes ...";

    static final RSAKey KEY = newKey();

    private final HttpServer server;
    private final String issuer;
    private final Map<String, Map<String, String>> requests = new ConcurrentHashMap<>();

    /** The claims of who logs in, such as {@code sub} and {@code email}. */
    public volatile Map<String, Object> person = Map.of("sub", "1");

    /** What the UserInfo endpoint says. */
    public volatile Map<String, Object> userInfo = Map.of("sub", "1");

    /** Changes the claims of the ID token. */
    public volatile UnaryOperator<JWTClaimsSet.Builder> claims = same -> same;

    /** The key set, as JSON. */
    public volatile String keys = new JWKSet(KEY.toPublicJWK()).toString();

    /** Makes the ID token of its claims. */
    public volatile Function<JWTClaimsSet, String> signing = set -> signed(set, KEY);

    /** The issuer of the metadata, if it is another one. */
    public volatile @Nullable String claimedIssuer;

    /** The status with which the token endpoint fails; 0 if it works. */
    public volatile int failure;

    private OidcTestProvider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        server.createContext("/keys", exchange -> answer(exchange, 200, keys));
        server.createContext("/authorize", this::authorize);
        server.createContext("/continue", this::goOn);
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> answer(exchange, 200, json(userInfo)));
        server.start();
    }

    /** On any free port. */
    public static OidcTestProvider start() throws IOException {
        return new OidcTestProvider(0);
    }

    /** At the address of this issuer. */
    public static OidcTestProvider start(URI issuer) throws IOException {
        return new OidcTestProvider(issuer.getPort());
    }

    public static RSAKey newKey() {
        return newKey("key-1");
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI issuer() {
        return URI.create(issuer);
    }

    /** Logs the person in and returns the query with which the browser goes back. */
    public String logIn(URI address) {
        return back(address.getRawQuery());
    }

    private String back(String query) {
        Map<String, String> parameters = parameters(query);
        String code = UUID.randomUUID().toString();
        requests.put(code, parameters);
        return "code=" + code + "&state=" + URLEncoder.encode(parameters.getOrDefault("state", ""), UTF_8);
    }

    private String metadata() {
        String name = claimedIssuer == null ? issuer : claimedIssuer;
        return ("{'issuer':'" + name + "','authorization_endpoint':'" + issuer + "/authorize','token_endpoint':'"
                        + issuer
                        + "/token','jwks_uri':'" + issuer + "/keys','userinfo_endpoint':'" + issuer + "/userinfo',"
                        + "'response_types_supported':['code'],'subject_types_supported':['public'],"
                        + "'id_token_signing_alg_values_supported':['RS256']}")
                .replace('\'', '"');
    }

    private void authorize(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
        answer(
                exchange,
                200,
                "<!doctype html><html lang=en><title>Example ID</title><link rel=icon href='data:,'><h1>Example ID</h1>"
                        + "<form action=/continue><input type=hidden name=q value='"
                        + Base64.getUrlEncoder().encodeToString(query.getBytes(UTF_8))
                        + "'><button>Continue</button></form>");
    }

    private void goOn(HttpExchange exchange) throws IOException {
        String query = parameters(exchange.getRequestURI().getRawQuery()).getOrDefault("q", "");
        String original = new String(Base64.getUrlDecoder().decode(query), UTF_8);
        exchange.getResponseHeaders().set("Location", parameters(original).get("redirect_uri") + "?" + back(original));
        answer(exchange, 303, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Map<String, String> request = requests.remove(form.getOrDefault("code", ""));
        String client =
                Base64.getEncoder().encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, UTF_8)).getBytes(UTF_8));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (failure != 0) {
            answer(exchange, failure, "{}");
        } else if (!("Basic " + client).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (request == null
                || !form.getOrDefault("redirect_uri", "").equals(request.get("redirect_uri"))
                || !challenge(form.getOrDefault("code_verifier", "")).equals(request.get("code_challenge"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            String idToken = signing.apply(claimsOf(request));
            answer(exchange, 200, json(Map.of("access_token", "access", "token_type", "Bearer", "id_token", idToken)));
        }
    }

    private JWTClaimsSet claimsOf(Map<String, String> request) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("nonce", request.get("nonce"));
        person.forEach(builder::claim);
        return claims.apply(builder).build();
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Map<String, Object> values) {
        return JSONObjectUtils.toJSONString(values);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return parameters;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
