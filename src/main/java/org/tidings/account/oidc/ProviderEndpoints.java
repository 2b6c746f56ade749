package org.tidings.account.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The provider over HTTP: its metadata, which are kept for an hour, its keys, and its responses. */
final class ProviderEndpoints {

    private static final Duration KEPT = Duration.ofHours(1);

    /** Signatures with a public key: neither "none" nor an HMAC, whose key the provider would share with us. */
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final Issuer issuer;
    private final ClientID client;
    private final Secret secret;
    private final Clock clock;
    private final ProviderHttp http = new ProviderHttp();
    private volatile @Nullable CachedMetadata cached;

    /** What the metadata say, and what follows from them. */
    private record CachedMetadata(OIDCProviderMetadata document, IDTokenValidator validator, Instant since) {}

    ProviderEndpoints(URI issuer, ClientID client, String secret, Clock clock) {
        this.issuer = new Issuer(issuer);
        this.client = client;
        this.secret = new Secret(secret);
        this.clock = clock;
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(List.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
        return algorithms;
    }

    URI authorization() {
        return metadata().document().getAuthorizationEndpointURI();
    }

    /** Checks signature, issuer, audience, times and nonce (OpenID Connect Core 1.0, section 3.1.3.7). */
    IDTokenValidator validator() {
        return metadata().validator();
    }

    OIDCTokenResponse exchange(AuthorizationCode code, URI callback, CodeVerifier verifier) {
        TokenRequest request = new TokenRequest.Builder(
                        metadata().document().getTokenEndpointURI(),
                        authentication(),
                        new AuthorizationCodeGrant(code, callback, verifier))
                .build();
        HTTPResponse answer = send(request.toHTTPRequest());
        try {
            TokenResponse tokens = OIDCTokenResponseParser.parse(answer);
            if (tokens instanceof OIDCTokenResponse found) {
                return found;
            }
            ErrorObject error = tokens.toErrorResponse().getErrorObject();
            if (error.getHTTPStatusCode() >= 500) {
                throw new ProviderUnavailableException("It responds with status " + error.getHTTPStatusCode());
            }
            throw new OidcRefusedException(
                    OidcRefusedException.Reason.INVALID, "the provider refused the code: " + error.getCode());
        } catch (ParseException e) {
            throw new ProviderUnavailableException("It sent no ID token: " + e.getMessage());
        }
    }

    /**
     * What the provider tells of a person besides the ID token; empty if it tells nothing that we can read.
     *
     * @param subject of the ID token; a response about another one is worthless (OpenID Connect Core 1.0, section 5.3.2)
     */
    Optional<UserInfo> userInfo(Subject subject, BearerAccessToken token) {
        URI endpoint = metadata().document().getUserInfoEndpointURI();
        if (endpoint == null) {
            return Optional.empty();
        }
        HTTPResponse answer = send(new UserInfoRequest(endpoint, token).toHTTPRequest());
        try {
            UserInfoResponse response = UserInfoResponse.parse(answer);
            return response.indicatesSuccess()
                    ? Optional.ofNullable(response.toSuccessResponse().getUserInfo())
                            .filter(info -> subject.equals(info.getSubject()))
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private ClientAuthentication authentication() {
        List<ClientAuthenticationMethod> methods = metadata().document().getTokenEndpointAuthMethods();
        return methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretBasic(client, secret)
                : new ClientSecretPost(client, secret);
    }

    private HTTPResponse send(HTTPRequest request) {
        try {
            return http.send(request);
        } catch (IOException e) {
            throw new ProviderUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private CachedMetadata metadata() {
        CachedMetadata present = cached;
        Instant now = clock.instant();
        if (present == null || now.isAfter(present.since().plus(KEPT)) || now.isBefore(present.since())) {
            present = read(now);
            cached = present;
        }
        return present;
    }

    private CachedMetadata read(Instant now) {
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.parse(http.retrieveResource(OIDCProviderMetadata.resolveURL(issuer))
                            .getContent());
            if (!issuer.equals(metadata.getIssuer())) {
                throw new ProviderUnavailableException("Its metadata are of another issuer");
            }
            require("authorization_endpoint", metadata.getAuthorizationEndpointURI());
            require("token_endpoint", metadata.getTokenEndpointURI());
            require("jwks_uri", metadata.getJWKSetURI());
            if (metadata.getUserInfoEndpointURI() != null) {
                require("userinfo_endpoint", metadata.getUserInfoEndpointURI());
            }
            return new CachedMetadata(metadata, validator(metadata), now);
        } catch (GeneralException | IOException e) {
            throw new ProviderUnavailableException("Its metadata cannot be read: " + e.getMessage());
        }
    }

    private static void require(String name, @Nullable URI address) {
        if (address == null || !ProviderHttp.isSafe(address)) {
            throw new ProviderUnavailableException("Its metadata name no https address as " + name);
        }
    }

    /** The key set is read when it is needed, and again for a key that is unknown, at most twice in half a minute. */
    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws MalformedURLException {
        return new IDTokenValidator(
                issuer,
                client,
                new JWSVerificationKeySelector<>(
                        ALGORITHMS,
                        JWKSourceBuilder.<SecurityContext>create(
                                        metadata.getJWKSetURI().toURL(), http)
                                .refreshAheadCache(false) // its thread would outlive these metadata
                                .build()),
                null);
    }
}
