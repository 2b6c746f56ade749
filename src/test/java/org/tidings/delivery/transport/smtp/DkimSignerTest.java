package org.tidings.delivery.transport.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.delivery.transport.smtp.SmtpPeer.Script;

/** Signatures that another implementation's rules accept: those of jDKIM's verifier, on the wire's octets. */
class DkimSignerTest {

    private static final List<String> HEADERS =
            List.of("From", "To", "Subject", "Reply-To", "Cc", "List-Unsubscribe-Post");
    private static final String MESSAGE = """
            From: =?utf-8?q?T=C3=A4nze?= <news@studio.example>
            To: ann@x.example
            Subject: A long subject that
             is folded  twice
            \tat least
            List-Unsubscribe-Post: List-Unsubscribe=One-Click

            .
            ..dots  and \t spaces\s

            end


            """.replace("\n", "\r\n");

    private static KeyPair keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void signatureHoldsOnTheWire(boolean relaxedHeader, boolean relaxedBody) throws Exception {
        DkimSigner signer = signer(options(relaxedHeader, relaxedBody, 0));
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("PIPELINING", "SIZE 100000"));
                Client client = new Client(peer).signing(signer)) {
            client.send(
                    TestMessage.to("a@x.example").withContent(MESSAGE),
                    TestMessage.to("b@x.example").withContent(MESSAGE.replace("dots", "other dots")));
            for (String content : peer.contents()) {
                SignatureRecord signature = verified(unstuffed(content));
                assertThat(signature.getDToken()).hasToString("studio.example");
                assertThat(signature.getHeaders())
                        .extracting(CharSequence::toString)
                        .containsExactlyElementsOf(HEADERS);
            }
            String first = unstuffed(peer.contents().get(0));
            assertThat(peer.commands()).contains("MAIL FROM:<b+1@bounces.example> SIZE=" + first.length());
        }
    }

    @Test
    void changedOrAddedHeaderBreaksTheSignature() throws Exception {
        String signed = signed(options(true, false, 0), MESSAGE);
        assertThat(verified(signed)).isNotNull();
        assertThatThrownBy(() -> verified(signed.replace("One-Click", "Never"))).isInstanceOf(FailException.class);
        assertThatThrownBy(() -> verified(signed.replace("To: ann", "Cc: thief@x.example\r\nTo: ann")))
                .isInstanceOf(FailException.class);
        assertThatThrownBy(() -> verified(signed.replace("dots", "dogs"))).isInstanceOf(FailException.class);
    }

    @Test
    void bodyLimitLeavesRoomForAFooterAndIsNeverLongerThanTheBody() throws Exception {
        String limited = signed(options(true, false, 10), MESSAGE);
        assertThat(limited).contains(" l=10;");
        verified(limited + "a footer\r\n");
        String longLimit = signed(options(true, false, 10_000), MESSAGE);
        assertThat(longLimit).doesNotContain(" l=");
        verified(longLimit);
    }

    @Test
    void timestampAndExpiryAreGivenInSeconds() throws Exception {
        DkimSigner.Options options = new DkimSigner.Options(
                "studio.example", "tidings", "news@mail.studio.example", HEADERS, true, true, 0, true, 3600);
        String signed = signed(options, MESSAGE);
        SignatureRecord signature = verified(signed);
        long time = signature.getSignatureTimestamp();
        assertThat(signed).contains(" x=" + (time + 3600) + ";");
        assertThat(signature.getIdentity()).hasToString("news@mail.studio.example");
    }

    @Test
    void messageWithoutABodyCanBeSigned() throws Exception {
        verified(signed(options(true, true, 0), "From: a@studio.example\r\n\r\n"));
    }

    private static DkimSigner.Options options(boolean relaxedHeader, boolean relaxedBody, int limit) {
        return new DkimSigner.Options(
                "studio.example", "tidings", null, HEADERS, relaxedHeader, relaxedBody, limit, false, 0);
    }

    private static DkimSigner signer(DkimSigner.Options options) {
        return new DkimSigner(keys.getPrivate(), options, Clock.systemUTC());
    }

    private static String signed(DkimSigner.Options options, String message) throws Exception {
        OctetBuffer octets = new OctetBuffer(16);
        int half = message.length() / 2 < message.indexOf("\r\n\r\n") ? message.length() : message.length() / 2;
        octets.write(message.substring(0, half).getBytes(US_ASCII));
        return signer(options).sign(octets, message.substring(half).getBytes(US_ASCII)) + message;
    }

    private static String unstuffed(String content) {
        return content.replace("\n..", "\n.").replace("\n", "\r\n");
    }

    private static SignatureRecord verified(String message) throws Exception {
        String record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        DKIMVerifier verifier = new DKIMVerifier((method, selector, domain) ->
                (selector + "._domainkey." + domain).equals("tidings._domainkey.studio.example")
                        ? List.of(record)
                        : List.of());
        List<SignatureRecord> signatures = verifier.verify(new ByteArrayInputStream(message.getBytes(ISO_8859_1)));
        assertThat(signatures).hasSize(1);
        return signatures.get(0);
    }
}
