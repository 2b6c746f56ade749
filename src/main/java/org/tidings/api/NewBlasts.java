package org.tidings.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.Launcher;
import org.tidings.blast.SendValidation;
import org.tidings.platform.web.ProblemException;

/** From the body of a request to a blast that is under way. Either all of it happens or nobody ever sees any of it. */
@ApplicationScoped
class NewBlasts {

    private static final Logger LOG = Logger.getLogger(NewBlasts.class);
    private static final Duration GIVEN_UP = Duration.ofHours(1);
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final ObjectMapper mapper;
    private final Audience audience;
    private final SendValidation readyToSend;
    private final BlastLifecycle life;
    private final Launcher launcher;
    private final IdempotencyKeys keys;
    private final CurrentStaff staff;
    private final Clock clock;

    NewBlasts(
            ObjectMapper mapper,
            Audience audience,
            SendValidation readyToSend,
            BlastLifecycle life,
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
        Path file = Files.createTempFile("blast", ".json");
        try {
            String sha256 = save(body, file);
            Blast blast = Blast.draft(staff.accountId(), staff.staffId(), clock.instant());
            if (idempotencyKey != null) {
                Optional<IdempotencyKeys.Used> used = keys.take(blast.accountId, idempotencyKey, blast.publicId);
                if (used.isPresent()) {
                    return repeated(used.get(), sha256);
                }
            }
            return create(blast, new BlastReader(mapper, file), idempotencyKey, sha256);
        } finally {
            Files.delete(file);
        }
    }

    private String create(Blast blast, BlastReader request, @Nullable String idempotencyKey, String sha256) {
        try {
            request.fill(blast);
            refuse(tooMuch(blast));
            hide(blast);
            QuarkusTransaction.requiringNew().run(blast::persist);
            audience.add(blast, AudienceSource.Kind.API, "API", request.people());
            QuarkusTransaction.requiringNew().run(() -> send(blast, idempotencyKey, sha256));
        } catch (RuntimeException failure) {
            if (idempotencyKey != null) {
                keys.giveBack(blast.accountId, idempotencyKey, blast.publicId);
            }
            throw failure;
        }
        launch(blast);
        return blast.publicId;
    }

    private static void refuse(List<SendValidation.Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(422, problems.get(0).sentence(), Map.of("errors", problems));
        }
    }

    /** What the database could not keep. */
    private static List<SendValidation.Problem> tooMuch(Blast blast) {
        List<SendValidation.Problem> problems = new ArrayList<>();
        atMost(Blast.LONGEST_SUBJECT, "subject", blast.subject, problems);
        atMost(Blast.LONGEST_SUBJECT, "preheader", blast.preheader, problems);
        atMost(Blast.LONGEST_FROM_NAME, "fromName", blast.fromName, problems);
        atMost(Blast.LONGEST_REPLY_TO, "replyTo", blast.replyTo, problems);
        if (blast.sendAt != null && blast.sendAt.isAfter(LATEST)) {
            problems.add(new SendValidation.Problem("sendAt", "Please choose a time before the year 9999."));
        }
        return problems;
    }

    private static void atMost(
            int characters, String field, @Nullable String value, List<SendValidation.Problem> problems) {
        if (value != null && value.length() > characters) {
            problems.add(new SendValidation.Problem(field, "Please use at most " + characters + " characters."));
        }
    }

    /** Nobody sees it before it is sent; what a crash leaves of it is cleared like any document. */
    private void hide(Blast blast) {
        blast.cleared = true;
        blast.clearAt = clock.instant().plus(GIVEN_UP);
    }

    private void send(Blast draft, @Nullable String idempotencyKey, String sha256) {
        Blast blast = Blast.getEntityManager().merge(draft);
        blast.cleared = false;
        blast.clearAt = null;
        List<SendValidation.Problem> problems = readyToSend.problems(blast);
        refuse(problems);
        life.send(blast, blast.sendAt);
        if (idempotencyKey != null) {
            keys.seal(blast.accountId, idempotencyKey, blast.publicId, sha256);
        }
    }

    /** So that the answer shows whom it goes to. It is sent already, so trouble here is the background's to mend. */
    private void launch(Blast blast) {
        try {
            launcher.launchFirst(blast);
        } catch (RuntimeException later) {
            LOG.warnf("Blast %s is launched in the background: %s", blast.publicId, later.getMessage());
        }
    }

    private static String repeated(IdempotencyKeys.Used used, String sha256) {
        if (!sha256.equals(used.requestSha256())) {
            throw new ProblemException(422, "This Idempotency-Key was used for another request.");
        }
        return used.blastId();
    }

    /** The body may come slowly, so it is read before any transaction begins. Gives its SHA-256. */
    private static String save(InputStream body, Path file) throws IOException {
        DigestInputStream digested = new DigestInputStream(body, sha256());
        try (OutputStream out = Files.newOutputStream(file)) {
            digested.transferTo(out);
        }
        return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
