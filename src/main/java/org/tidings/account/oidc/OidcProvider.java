package org.tidings.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow with one provider (OpenID Connect Core 1.0, section 3.1), with PKCE (RFC 7636), state and nonce. Asks the provider
 * nothing before somebody logs in.
 */
public final class OidcProvider {

    /** The provider is asked for no more than it takes to recognise the person. */
    private static final Scope SCOPE = new Scope("openid", "email");

    /** Each waits for the provider and occupies a worker thread. */
    private static final int MOST_AT_A_TIME = 16;

    /** OpenID Connect Core 1.0, section 2; without spaces, which a column may ignore at the end. */
    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,255}");

    private final URI issuer;
    private final ClientID client;
    private final URI callback;
    private final ProviderEndpoints endpoints;
    private final Semaphore slots = new Semaphore(MOST_AT_A_TIME);

    OidcProvider(URI issuer, String clientId, String clientSecret, URI callback, Clock clock) {
        this.issuer = issuer;
        this.client = new ClientID(clientId);
        this.callback = callback;
        this.endpoints = new ProviderEndpoints(issuer, client, clientSecret, clock);
    }

    /** New secrets for one login, of 256 random bits each. */
    public OidcAttempt begin() {
        return new OidcAttempt(new State(32).getValue(), new Nonce(32).getValue(), new CodeVerifier().getValue());
    }

    /**
     * Where the browser goes to log in.
     *
     * @throws ProviderUnavailableException when the provider's metadata cannot be read
     */
    public URI address(OidcAttempt attempt) {
        return withSlot(() -> new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE), SCOPE, client, callback)
                .endpointURI(endpoints.authorization())
                .state(new State(attempt.state()))
                .prompt(new Prompt(Prompt.Type.SELECT_ACCOUNT)) // the browser may be that of a front desk
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI());
    }

    /**
     * Exchanges what the provider sent with the browser for the person.
     *
     * @param parameters of the query of the callback
     * @param isConnected whether an issuer and subject are known, so that the email address does not matter
     * @throws OidcRefusedException when anything does not pass the checks
     * @throws ProviderUnavailableException when the provider does not answer
     */
    public OidcPerson finish(
            OidcAttempt attempt, Map<String, List<String>> parameters, BiPredicate<String, String> isConnected) {
        AuthorizationCode code = code(attempt, parameters);
        return withSlot(() -> {
            OIDCTokenResponse tokens = endpoints.exchange(code, callback, new CodeVerifier(attempt.verifier()));
            IDTokenClaimsSet claims = verified(tokens, new Nonce(attempt.nonce()));
            String subject = claims.getSubject().getValue();
            if (!SUBJECT.matcher(subject).matches()) {
                throw invalid("a subject that is too long or not ASCII");
            }
            boolean isEnough = isConnected.test(issuer.toString(), subject)
                    || (claims.getClaim("email") != null && claims.getClaim("email_verified") != null);
            return isEnough
                    ? person(subject, claims)
                    : endpoints
                            .userInfo(
                                    claims.getSubject(), tokens.getOIDCTokens().getBearerAccessToken())
                            .map(info -> person(subject, info))
                            .orElseGet(() -> person(subject, claims));
        });
    }

    private AuthorizationCode code(OidcAttempt attempt, Map<String, List<String>> parameters) {
        if (!List.of(attempt.state()).equals(parameters.get("state"))) {
            throw new OidcRefusedException(OidcRefusedException.Reason.EXPIRED, "the state of another login");
        }
        if (parameters.values().stream().anyMatch(values -> values.size() != 1)) {
            throw invalid("a parameter that is repeated"); // RFC 6749, section 4.1.2
        }
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(callback, parameters);
        } catch (ParseException | IllegalArgumentException e) { // the latter for a blank code
            throw invalid("neither a code nor an error: " + e.getMessage());
        }
        // RFC 9207: a response from another provider
        if (response.getIssuer() != null && !response.getIssuer().getValue().equals(issuer.toString())) {
            throw invalid("a response from another issuer");
        }
        if (!response.indicatesSuccess()) {
            throw new OidcRefusedException(
                    OidcRefusedException.Reason.CANCELLED,
                    "the error " + response.toErrorResponse().getErrorObject().getCode());
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw invalid("no code");
        }
        return code;
    }

    private IDTokenClaimsSet verified(OIDCTokenResponse tokens, Nonce nonce) {
        try {
            IDTokenClaimsSet claims =
                    endpoints.validator().validate(tokens.getOIDCTokens().getIDToken(), nonce);
            AuthorizedParty party = claims.getAuthorizedParty();
            if (party == null && claims.getAudience().size() > 1) {
                throw invalid("a token for several clients that does not name whom it was issued to");
            }
            if (party != null && !party.getValue().equals(client.getValue())) {
                throw invalid("a token that was issued to another client");
            }
            return claims;
        } catch (BadJOSEException e) {
            throw invalid(e.getMessage());
        } catch (JOSEException e) {
            throw new ProviderUnavailableException("Its keys cannot be read: " + e.getMessage());
        }
    }

    private OidcPerson person(String subject, ClaimsSet claims) {
        // some providers send the word instead of the boolean
        Object verified = claims.getClaim("email_verified");
        return new OidcPerson(
                issuer.toString(),
                subject,
                claims.getStringClaim("email"),
                Boolean.TRUE.equals(verified) || "true".equals(verified));
    }

    private static OidcRefusedException invalid(@Nullable String why) {
        return new OidcRefusedException(OidcRefusedException.Reason.INVALID, String.valueOf(why));
    }

    private <T> T withSlot(Supplier<T> request) {
        if (!slots.tryAcquire()) {
            throw new ProviderUnavailableException("Too many logins wait for it");
        }
        try {
            return request.get();
        } finally {
            slots.release();
        }
    }
}
