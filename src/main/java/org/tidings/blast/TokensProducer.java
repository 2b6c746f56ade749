package org.tidings.blast;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.tidings.message.Tokens;
import org.tidings.platform.Secret;

/** The signer of every link, made with the installation's secret. */
class TokensProducer {

    @Produces
    @Singleton
    Tokens tokens(Secret secret) {
        return new Tokens(secret.keys());
    }
}
