package org.tidings.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.SendValidation;
import org.tidings.blast.template.MessageTemplate;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.ProblemException;

/** Creates, changes and sends drafts for programs. Each change is one transaction under the lock of the draft. */
@ApplicationScoped
class ApiDrafts {

    private final ObjectMapper mapper;
    private final Audience audience;
    private final AudienceRule rules;
    private final BlastAccess access;
    private final SendValidation validation;
    private final BlastLifecycle lifecycle;
    private final BlastAudit audit;
    private final CurrentStaff current;
    private final EntityManager database;
    private final Transactions transactions;
    private final Clock clock;

    ApiDrafts(
            ObjectMapper mapper,
            Audience audience,
            AudienceRule rules,
            BlastAccess access,
            SendValidation validation,
            BlastLifecycle lifecycle,
            BlastAudit audit,
            CurrentStaff current,
            EntityManager database,
            Transactions transactions,
            Clock clock) {
        this.mapper = mapper;
        this.audience = audience;
        this.rules = rules;
        this.access = access;
        this.validation = validation;
        this.lifecycle = lifecycle;
        this.audit = audit;
        this.current = current;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A draft, with the content of a blast that is not sent yet. */
    Blast find(String id) {
        return editable(access.find(id));
    }

    /**
     * Stores a draft.
     *
     * @param template whose message it starts with; the body replaces what it names
     * @return its id
     */
    String create(InputStream body, @Nullable MessageTemplate template) throws IOException {
        return reading(
                body,
                request -> transactions.callNew(connection -> {
                    Blast blast = Blast.draft(current.accountId(), current.staffId(), clock.instant());
                    if (template != null) {
                        template.writeTo(blast);
                    }
                    request.fill(blast);
                    NewBlasts.refuse(NewBlasts.tooMuch(blast));
                    rules.fill(blast, request.audience(), request.hasRecipients());
                    blast.persistAndFlush();
                    audience.add(blast, AudienceSource.Kind.API, "API", request.people());
                    audit.record(blast, "started");
                    return blast.publicId;
                }));
    }

    /** Replaces what the body names. An audience replaces the rule and all recipients that programs have listed. */
    void change(String id, @Nullable String ifMatch, InputStream body) throws IOException {
        find(id);
        reading(
                body,
                request -> transactions.callNew(connection -> {
                    Blast blast = locked(id, ifMatch);
                    request.fill(blast);
                    NewBlasts.refuse(NewBlasts.tooMuch(blast));
                    if (request.hasAudience()) {
                        rules.fill(blast, request.audience(), request.hasRecipients());
                        audience.sources(blast).stream()
                                .filter(source -> source.kind() == AudienceSource.Kind.API)
                                .forEach(source -> audience.remove(blast, source.id()));
                        audience.add(blast, AudienceSource.Kind.API, "API", request.people());
                    }
                    blast.version++;
                    blast.editor = null;
                    blast.updatedAt = clock.instant();
                    blast.updatedBy = current.staffId();
                    return id;
                }));
    }

    /**
     * Sends a draft.
     *
     * @param sendAt null for the draft's own time; a time that has passed is now
     * @throws ProblemException 412 if it was changed, 422 with {@code errors} if something is missing
     */
    @Transactional
    void send(String id, @Nullable String ifMatch, @Nullable Instant sendAt) {
        Blast blast = locked(id, ifMatch);
        blast.sendAt = sendAt == null ? ownTime(blast) : sendAt;
        NewBlasts.refuse(NewBlasts.tooMuch(blast));
        NewBlasts.refuse(NewBlasts.times(blast, clock.instant()));
        NewBlasts.refuse(validation.problems(blast));
        lifecycle.send(blast, blast.sendAt);
        audit.record(blast, blast.state == BlastState.SCHEDULED ? "scheduled" : "sent");
    }

    @Transactional
    void delete(String id, @Nullable String ifMatch) {
        Blast blast = locked(id, ifMatch);
        lifecycle.delete(blast);
        audit.record(blast, "deleted");
    }

    private @Nullable Instant ownTime(Blast blast) {
        Instant own = blast.sendAt;
        return own != null && own.isAfter(clock.instant()) ? own : null;
    }

    /** Waits for the lock, then reads the draft again, because another transaction may have changed, sent or deleted it. */
    private Blast locked(String id, @Nullable String ifMatch) {
        Blast blast = find(id);
        database.refresh(blast, LockModeType.PESSIMISTIC_WRITE);
        if (blast.cleared) {
            throw new NotFoundException();
        }
        editable(blast);
        EntityTags.check(ifMatch, blast.version);
        return blast;
    }

    private static Blast editable(Blast blast) {
        if (!blast.state.isEditable()) {
            throw new ProblemException(409, "This blast is no draft any more.");
        }
        return blast;
    }

    /** Clients can be slow, so the body is in a file before the transaction begins. */
    private <T> T reading(InputStream body, Function<BlastReader, T> work) throws IOException {
        Path file = Files.createTempFile("draft", ".json");
        try {
            NewBlasts.save(body, file);
            return work.apply(new BlastReader(mapper, file));
        } finally {
            Files.delete(file);
        }
    }
}
