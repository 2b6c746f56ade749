package org.tidings.account;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** The credential of a request: a session token or an API key. */
abstract sealed class Credential extends BaseAuthenticationRequest {

    final String secret;

    private Credential(String secret) {
        this.secret = secret;
    }

    static final class SessionToken extends Credential {

        /** Set when looking up the session extended its lifetime. */
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
