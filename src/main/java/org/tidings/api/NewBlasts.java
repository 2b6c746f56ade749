package org.tidings.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLife;
import org.tidings.blast.Launcher;
import org.tidings.blast.ReadyToSend;
import org.tidings.platform.web.ProblemException;

/** From the body of a request to a blast that is under way. Either all of it happens or nothing remains. */
@ApplicationScoped
class NewBlasts {

    private final ObjectMapper mapper;
    private final Audience audience;
    private final ReadyToSend readyToSend;
    private final BlastLife life;
    private final Launcher launcher;
    private final IdempotencyKeys keys;
    private final CurrentStaff staff;
    private final Clock clock;

    NewBlasts(
            ObjectMapper mapper,
            Audience audience,
            ReadyToSend readyToSend,
            BlastLife life,
            Launcher launcher,
            IdempotencyKeys keys,
            CurrentStaff staff,
            Clock clock) {
        this.mapper = mapper;
        this.audience = audience;
        this.readyToSend = readyToSend;
        this.life = life;
        this.launcher = launcher;
        this.keys = keys;
        this.staff = staff;
        this.clock = clock;
    }

    /** Gives the outside id of the blast, new or made by an earlier request with the same key. */
    String create(InputStream body, @Nullable String idempotencyKey) throws IOException {
        Blast blast = Blast.draft(staff.accountId(), staff.staffId(), clock.instant());
        DigestInputStream digested = new DigestInputStream(body, sha256());
        if (idempotencyKey != null) {
            Optional<IdempotencyKeys.Used> used = keys.take(blast.accountId, idempotencyKey, blast.publicId);
            if (used.isPresent()) {
                return repeated(used.get(), digested);
            }
        }
        try {
            QuarkusTransaction.requiringNew().run(blast::persist);
            BlastReader.read(
                    mapper, digested, blast, entries -> audience.add(blast, AudienceSource.Kind.API, "API", entries));
            String sha256 = hexOfAll(digested);
            QuarkusTransaction.requiringNew().run(() -> send(blast, idempotencyKey, sha256));
            launcher.launchFirst(blast);
            return blast.publicId;
        } catch (IOException | RuntimeException failure) {
            takeBack(blast, idempotencyKey);
            throw failure;
        }
    }

    private void send(Blast draft, @Nullable String idempotencyKey, String sha256) {
        Blast blast = Blast.getEntityManager().merge(draft);
        @Nullable Instant sendAt = blast.sendAt;
        List<ReadyToSend.Problem> problems = readyToSend.problems(blast);
        if (!problems.isEmpty()) {
            throw new ProblemException(422, problems.get(0).sentence(), Map.of("errors", problems));
        }
        life.send(blast, sendAt);
        if (idempotencyKey != null) {
            keys.seal(blast.accountId, idempotencyKey, sha256);
        }
    }

    private static String repeated(IdempotencyKeys.Used used, DigestInputStream body) throws IOException {
        if (!hexOfAll(body).equals(used.requestSha256())) {
            throw new ProblemException(422, "This Idempotency-Key was used for another request.");
        }
        return used.blastId();
    }

    private void takeBack(Blast blast, @Nullable String idempotencyKey) {
        QuarkusTransaction.requiringNew()
                .run(() -> Blast.update(
                        "cleared = true, clearAt = ?1 where publicId = ?2", clock.instant(), blast.publicId));
        if (idempotencyKey != null) {
            keys.giveBack(blast.accountId, idempotencyKey);
        }
    }

    private static String hexOfAll(DigestInputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(body.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
