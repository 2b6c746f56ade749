package org.tidings.senderdomain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.tidings.senderdomain.DomainCheck.DnsRecord;
import org.tidings.senderdomain.DomainCheck.Subject;
import org.tidings.senderdomain.SenderSettings.SigningKey;
import org.xbill.DNS.Type;

/** The public half of a key by which messages are signed (RFC 6376, section 3.6.1). */
final class DkimCheck {

    /** RFC 8301, section 3.2: shorter keys are not accepted. */
    private static final int SHORTEST = 1_024;

    private static final int RECOMMENDED = 2_048;

    private DkimCheck() {}

    /** One check for each key. */
    static List<DomainCheck> of(Dns dns, SenderSettings settings) {
        if (settings.keys().isEmpty()) {
            return List.of(DomainCheck.unknown(
                    Subject.DKIM,
                    "Tidings does not sign messages, so it cannot tell whether your mail server does. Send a test to a Gmail"
                            + " address and look for DKIM: PASS under Show original."));
        }
        return settings.keys().stream()
                .map(key -> judge(key, dns.lookup(key.host(), Type.TXT)))
                .toList();
    }

    private static DomainCheck judge(SigningKey key, DnsAnswer answer) {
        if (answer.isFailed()) {
            return DomainCheck.unknown(Subject.DKIM, "The key at " + key.host() + " could not be looked up.");
        }
        List<String> records = TextRecords.all(answer);
        if (records.isEmpty()) {
            return wrong(key, "There is no key at " + key.host() + ", so receivers cannot check the signature.");
        }
        if (records.size() > 1) {
            return wrong(key, "There are several records at " + key.host() + ". Keep only one.");
        }
        TagList tags = TagList.parse(records.get(0));
        String published = tags.value("p").orElse("").replaceAll("\\s", "");
        if (published.isEmpty()) {
            return wrong(key, "The key at " + key.host() + " is revoked: it is empty.");
        }
        Optional<RSAPublicKey> read = rsa(published);
        if (read.isEmpty() || !tags.value("k").orElse("rsa").equalsIgnoreCase("rsa")) {
            return wrong(key, "The record at " + key.host() + " is not an RSA key.");
        }
        if (!isSame(read.get(), key.key())) {
            return wrong(
                    key, "The key at " + key.host() + " is not that by which Tidings signs, so every signature fails.");
        }
        return strength(key, tags);
    }

    private static DomainCheck strength(SigningKey key, TagList tags) {
        int bits = key.key().getModulus().bitLength();
        if (bits < SHORTEST) {
            return DomainCheck.wrong(
                    Subject.DKIM,
                    "The key has only " + bits + " bits, so receivers ignore the signature. Make one with 2048 bits.",
                    null);
        }
        if (tags.value("t").orElse("").contains("y")) {
            return DomainCheck.advice(
                    Subject.DKIM,
                    "The key at " + key.host() + " is marked as a test (t=y). Remove the mark.",
                    record(key));
        }
        if (bits < RECOMMENDED) {
            return DomainCheck.advice(
                    Subject.DKIM,
                    "Signatures are valid. The key has " + bits + " bits, and 2048 are recommended today.",
                    null);
        }
        return DomainCheck.good(
                Subject.DKIM,
                "Messages are signed for " + key.domain() + ", and receivers find the key (" + bits + " bits).");
    }

    private static DomainCheck wrong(SigningKey key, String sentence) {
        return DomainCheck.wrong(Subject.DKIM, sentence, record(key));
    }

    private static DnsRecord record(SigningKey key) {
        String encoded = Base64.getEncoder().encodeToString(key.key().getEncoded());
        return new DnsRecord(key.host(), "TXT", "v=DKIM1; k=rsa; p=" + encoded);
    }

    private static boolean isSame(RSAPublicKey one, RSAPublicKey other) {
        return one.getModulus().equals(other.getModulus())
                && one.getPublicExponent().equals(other.getPublicExponent());
    }

    private static Optional<RSAPublicKey> rsa(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            return key instanceof RSAPublicKey rsa ? Optional.of(rsa) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }
}
