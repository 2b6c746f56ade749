package org.tidings.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.SendValidation;
import org.tidings.blast.TimeValidation;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.ProblemException;

/** Creates a blast from a request body and sends it, in one transaction. */
@ApplicationScoped
class NewBlasts {

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final ObjectMapper mapper;
    private final Audience audience;
    private final AudienceRule audienceRule;
    private final SendValidation validation;
    private final BlastLifecycle lifecycle;
    private final BlastAudit audit;
    private final IdempotencyKeys keys;
    private final CurrentStaff staff;
    private final Transactions transactions;
    private final Clock clock;

    NewBlasts(
            ObjectMapper mapper,
            Audience audience,
            AudienceRule audienceRule,
            SendValidation validation,
            BlastLifecycle lifecycle,
            BlastAudit audit,
            IdempotencyKeys keys,
            CurrentStaff staff,
            Transactions transactions,
            Clock clock) {
        this.mapper = mapper;
        this.audience = audience;
        this.audienceRule = audienceRule;
        this.validation = validation;
        this.lifecycle = lifecycle;
        this.audit = audit;
        this.keys = keys;
        this.staff = staff;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Creates the blast. @return its public id, or that of the blast created earlier with the same key */
    String create(InputStream body, @Nullable String idempotencyKey) throws IOException {
        Path file = Files.createTempFile("blast", ".json");
        try {
            String sha256 = save(body, file);
            String blastId = UlidCreator.getMonotonicUlid().toString();
            if (idempotencyKey != null) {
                Optional<IdempotencyKeys.Used> used = keys.take(staff.accountId(), idempotencyKey, blastId);
                if (used.isPresent()) {
                    return repeated(used.get(), sha256);
                }
            }
            create(blastId, new BlastReader(mapper, file), idempotencyKey, sha256);
            return blastId;
        } finally {
            Files.delete(file);
        }
    }

    private void create(String blastId, BlastReader request, @Nullable String idempotencyKey, String sha256) {
        long accountId = staff.accountId();
        try {
            transactions.callNew(connection -> {
                Blast blast = Blast.draft(accountId, staff.staffId(), clock.instant());
                blast.publicId = blastId;
                request.fill(blast);
                refuse(tooMuch(blast));
                refuse(times(blast));
                audienceRule.fill(blast, request.audience(), request.hasRecipients());
                blast.persistAndFlush();
                audience.add(blast, AudienceSource.Kind.API, "API", request.people());
                refuse(validation.problems(blast));
                lifecycle.send(blast, blast.sendAt);
                audit.record(blast, blast.state == BlastState.SCHEDULED ? "scheduled" : "sent");
                if (idempotencyKey != null) {
                    keys.seal(accountId, idempotencyKey, blastId, sha256);
                }
                return blastId;
            });
        } catch (RuntimeException failure) {
            if (idempotencyKey != null) {
                keys.giveBack(accountId, idempotencyKey, blastId);
            }
            throw failure;
        }
    }

    static void refuse(List<SendValidation.Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(422, problems.get(0).sentence(), Map.of("errors", problems));
        }
    }

    /** Checks for values that do not fit the database columns. */
    static List<SendValidation.Problem> tooMuch(Blast blast) {
        List<SendValidation.Problem> problems = new ArrayList<>();
        atMost(Blast.LONGEST_SUBJECT, "subject", blast.subject, problems);
        atMost(Blast.LONGEST_SUBJECT, "preheader", blast.preheader, problems);
        atMost(Blast.LONGEST_FROM_NAME, "fromName", blast.fromName, problems);
        atMost(Blast.LONGEST_REPLY_TO, "replyTo", blast.replyTo, problems);
        if (blast.sendAt != null && (blast.sendAt.isAfter(LATEST) || blast.sendAt.isBefore(Instant.EPOCH))) {
            problems.add(new SendValidation.Problem("sendAt", "Enter a time between 1970 and 9999."));
        }
        return problems;
    }

    private List<SendValidation.Problem> times(Blast blast) {
        return times(blast, clock.instant());
    }

    /** Checks whether a blast that is sent now, or at its time, can reach everyone in time. */
    static List<SendValidation.Problem> times(Blast blast, Instant now) {
        Instant start = blast.sendAt == null || blast.sendAt.isBefore(now) ? now : blast.sendAt;
        return TimeValidation.problems(blast.purpose, start, blast.spreadOver(), blast.uselessAfter);
    }

    private static void atMost(
            int characters, String field, @Nullable String value, List<SendValidation.Problem> problems) {
        if (value != null && value.length() > characters) {
            problems.add(new SendValidation.Problem(field, "Use at most " + characters + " characters."));
        }
    }

    private static String repeated(IdempotencyKeys.Used used, String sha256) {
        if (!sha256.equals(used.requestSha256())) {
            throw new ProblemException(422, "This Idempotency-Key was used for another request.");
        }
        return used.blastId();
    }

    /** Copies the body to a file before any transaction begins, because clients can be slow. Returns its SHA-256. */
    static String save(InputStream body, Path file) throws IOException {
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
