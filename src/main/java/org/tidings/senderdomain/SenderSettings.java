package org.tidings.senderdomain;

import java.net.InetAddress;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * How this installation sends, as far as receivers can check it.
 *
 * @param domain of the address in {@code From}
 * @param returnPathDomain of the envelope sender, to which SPF applies and bounces are sent
 * @param server the name of this server on the web, to which bounces should lead
 * @param keys by which messages are signed; none if Tidings does not sign
 * @param relays host names of the mail servers that take the mail
 * @param addresses from which mail reaches the internet, if the operator named them
 * @param encryption of the connections to the mail server
 * @param oneClick whether unsubscribe addresses are {@code https:}, as RFC 8058 demands
 * @param simulated whether no mail leaves the machine
 */
public record SenderSettings(
        String domain,
        String returnPathDomain,
        String server,
        List<SigningKey> keys,
        List<String> relays,
        List<InetAddress> addresses,
        Encryption encryption,
        boolean oneClick,
        boolean simulated) {

    /** Of the connection to the mail server. */
    public enum Encryption {
        ALWAYS,
        IF_OFFERED,
        NEVER
    }

    /** A key of DKIM (RFC 6376). The private part stays where it is. */
    public record SigningKey(String domain, String selector, RSAPublicKey key) {

        /** The name of the record with the public key. */
        public String host() {
            return selector + "._domainkey." + domain;
        }
    }

    public SenderSettings {
        keys = List.copyOf(keys);
        relays = List.copyOf(relays);
        addresses = List.copyOf(addresses);
    }
}
