package org.tidings.delivery.transport.smtp;

import io.quarkus.mailer.runtime.DkimSignOptionsConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;

/** The public half of the key of {@code quarkus.mailer.dkim}, as it must be published. */
public final class DkimPublicKey {

    private DkimPublicKey() {}

    /**
     * Derives it from the private key.
     *
     * @throws ConfigurationException when that is missing or wrong
     */
    public static RSAPublicKey of(DkimSignOptionsConfig config) {
        if (!(MailerDkim.key(config) instanceof RSAPrivateCrtKey key)) {
            throw new ConfigurationException("The DKIM key does not contain its public half");
        }
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
