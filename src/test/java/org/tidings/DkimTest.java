package org.tidings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.send;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.ForeignMailServer.Received;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;

/** What the relay gets carries a signature that a stranger's verifier accepts, and that covers what must not be changed on the way. */
@QuarkusTest
@TestProfile(EndToEnd.ForeignRelay.class)
class DkimTest {

    @ConfigProperty(name = "quarkus.mailer.dkim.private-key")
    String privateKey;

    @Inject
    TestAccounts accounts;

    @Inject
    Audience audience;

    @Inject
    BlastLifecycle life;

    @Inject
    Clock clock;

    private ForeignMailServer mx;
    private TestAccounts.Person owner;

    @BeforeEach
    void start() {
        mx = new ForeignMailServer(EndToEnd.SMTP_PORT).start();
        owner = accounts.owner();
    }

    @AfterEach
    void stop() {
        mx.close();
    }

    @Test
    void signatureHoldsOnTheWireWithEncodedHeadersAndDots() throws Exception {
        String html = "<p>Grüße 🎉</p>\n.\n..dots\n<p>" + "long ".repeat(400) + "  two  spaces \t</p>\n\n\n";
        Map<String, Object> blast = blast("Frühlingsfest 🎉 " + "für alle ".repeat(12), html, one("dots@x.example"));
        blast.put("fromName", "Tänze & Töne");
        blast.put("replyTo", "office@studio.example");
        awaitState(owner, send(owner, blast), "COMPLETED");

        Received mail = mx.only("dots@x.example");
        SignatureRecord signature = verified(mail.raw());
        assertThat(signature.getDToken()).hasToString("studio.example");
        assertThat(signature.getHeaders().stream().map(CharSequence::toString))
                .containsExactlyInAnyOrder(
                        "From",
                        "To",
                        "Cc",
                        "Subject",
                        "Date",
                        "Message-ID",
                        "Reply-To",
                        "MIME-Version",
                        "Content-Type",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "List-Id",
                        "Feedback-ID");
    }

    @Test
    void signatureHoldsWithFilesOfAllSizes() throws Exception {
        byte[] large = new byte[300_001];
        new Random(7).nextBytes(large);
        sendDraft(
                "files@x.example",
                Map.of("Prüfung – plan.pdf", large, "empty.txt", new byte[0], "a.txt", "hi".getBytes(US_ASCII)));

        verified(mx.only("files@x.example").raw());
    }

    @Test
    void changedUnsubscribeHeaderBreaksTheSignature() {
        awaitState(owner, send(owner, blast("Changed", "<p>Hi</p>", one("changed@x.example"))), "COMPLETED");
        String wire = mx.only("changed@x.example").wire();

        String changed =
                wire.replaceFirst("List-Unsubscribe: <https://[^/]+", "List-Unsubscribe: <https://thief.example");
        assertThat(changed).isNotEqualTo(wire);
        assertThatThrownBy(() -> verified(changed.getBytes(US_ASCII))).isInstanceOf(FailException.class);
    }

    private SignatureRecord verified(byte[] message) throws IOException, GeneralSecurityException, FailException {
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey)
                rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey)));
        byte[] publicKey = rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                .getEncoded();
        String record = "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(publicKey);
        DKIMVerifier verifier = new DKIMVerifier((method, selector, domain) ->
                (selector + "._domainkey." + domain).equals("tidings._domainkey.studio.example")
                        ? List.of(record)
                        : List.of());
        List<SignatureRecord> signatures = verifier.verify(new ByteArrayInputStream(message));
        assertThat(signatures).hasSize(1);
        return signatures.get(0);
    }

    private static List<Map<String, String>> one(String email) {
        return List.of(person(email, "Ann"));
    }

    private void sendDraft(String email, Map<String, byte[]> files) {
        Blast blast = Blast.draft(owner.accountId(), owner.staffId(), clock.instant());
        blast.subject = "With files";
        blast.html = "<p>Hi</p>";
        QuarkusTransaction.requiringNew().run(() -> {
            blast.persistAndFlush();
            files.forEach((name, content) -> store(blast, name, content));
        });
        audience.add(
                blast,
                AudienceSource.Kind.API,
                "test",
                List.of(new Audience.Entry(1, email, "Fia", null, Map.of(), null)));
        QuarkusTransaction.requiringNew().run(() -> life.send(Blast.findById(blast.key()), null));
        awaitState(owner, blast.publicId, "COMPLETED");
    }

    private static void store(Blast blast, String name, byte[] content) {
        AttachedFile file = new AttachedFile();
        file.blastId = blast.key();
        file.name = name;
        file.contentType = name.endsWith("pdf") ? "application/pdf" : "text/plain";
        file.sizeBytes = content.length;
        file.content = content;
        file.persist();
    }
}
