package org.tidings.blast;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.tidings.message.Tokens;
import org.tidings.platform.SigningSecrets;

/** The signer of every link, made with the installation's secrets. */
class TokensProducer {

    @Produces
    @Singleton
    Tokens tokens(SigningSecrets secrets) {
        return new Tokens(secrets.keys());
    }
}
