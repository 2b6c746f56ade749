package org.tidings.account;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** What a request brings to say who it is: the token of a session or an API key. */
abstract sealed class Credential extends BaseAuthenticationRequest {

    final String secret;

    private Credential(String secret) {
        this.secret = secret;
    }

    static final class SessionToken extends Credential {

        /** Set when the session's life began anew while it was looked up. */
        volatile boolean renewed;

        SessionToken(String secret) {
            super(secret);
        }
    }

    static final class Key extends Credential {
        Key(String secret) {
            super(secret);
        }
    }
}
