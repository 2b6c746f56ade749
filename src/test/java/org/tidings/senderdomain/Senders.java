package org.tidings.senderdomain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.tidings.senderdomain.SenderSettings.Encryption;
import org.tidings.senderdomain.SenderSettings.SigningKey;

/** Settings of senders for tests. */
final class Senders {

    private Senders() {}

    /** Sends from river.example by a relay of its own; bounces go to a domain below. */
    static SenderSettings river(SigningKey... keys) {
        return sender("river.example", "bounce.river.example", List.of(keys));
    }

    static SenderSettings sender(String domain, String returnPath, List<SigningKey> keys, String... addresses) {
        return new SenderSettings(
                domain,
                returnPath,
                "tidings.river.example",
                keys,
                List.of("smtp.river.example"),
                Stream.of(addresses).map(Senders::address).toList(),
                Encryption.ALWAYS,
                true,
                false);
    }

    static SigningKey key(String domain, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new SigningKey(
                    domain, "s1", (RSAPublicKey) generator.generateKeyPair().getPublic());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String base64(SigningKey key) {
        return Base64.getEncoder().encodeToString(key.key().getEncoded());
    }

    /** As a TXT record of strings with at most 200 octets. */
    static String quoted(String text) {
        return "\"" + String.join("\" \"", text.split("(?<=\\G.{200})")) + "\"";
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
