package org.tidings.blast.teach;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tidings.account.Account;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMail;
import org.tidings.account.StaffMember;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.Purpose;
import org.tidings.blast.SendValidation;
import org.tidings.blast.selection.Condition;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.WeeklyClass;
import org.tidings.contact.select.ClassChoice;
import org.tidings.contact.select.EnrolmentPeriod;
import org.tidings.message.HtmlOfText;

/** Messages of teachers to the students of one class and their homes. They are blasts like others, whose rule is that class. */
@ApplicationScoped
class ClassMessages {

    private final CurrentStaff current;
    private final EntityManager database;
    private final SendValidation validation;
    private final AudienceCounts counts;
    private final BlastLifecycle life;
    private final BlastAudit audit;
    private final StaffMail mail;
    private final Clock clock;

    ClassMessages(
            CurrentStaff current,
            EntityManager database,
            SendValidation validation,
            AudienceCounts counts,
            BlastLifecycle life,
            BlastAudit audit,
            StaffMail mail,
            Clock clock) {
        this.current = current;
        this.database = database;
        this.validation = validation;
        this.counts = counts;
        this.life = life;
        this.audit = audit;
        this.mail = mail;
        this.clock = clock;
    }

    /** Whether what this person writes waits for a manager. */
    @Transactional
    boolean needApproval() {
        return current.isTeacher() && account().teacherApproval;
    }

    /** Whether there is a message with this id, wherever. By {@code blast_uq_public_id}. */
    @Transactional
    boolean isWritten(String id) {
        return Blast.count("publicId", id) > 0;
    }

    /**
     * Hands in a message, or sends it if that needs no approval. Nothing is stored if there are problems.
     *
     * @param id of the message, so that it is written once
     * @return what prevents sending
     * @throws org.hibernate.exception.ConstraintViolationException if another request has just written it
     */
    @Transactional
    List<SendValidation.Problem> write(String id, WeeklyClass to, String subject, String text) {
        Blast blast = draft(to, subject, text);
        blast.publicId = id;
        blast.persist();
        List<SendValidation.Problem> problems = new ArrayList<>(validation.problems(blast));
        nobody(blast, to).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            blast.delete();
        } else if (needApproval()) {
            audit.record(blast, "handed-in");
            StaffMember.whoSeeAll(blast.accountId)
                    .forEach(manager -> mail.add(blast.accountId, notice(manager, blast, to)));
        } else {
            life.send(blast, null);
            audit.record(blast, "sent");
        }
        database.flush();
        return problems;
    }

    /** A program may send to nobody, who is then in the report; a person would think that the class knows. */
    private Optional<SendValidation.Problem> nobody(Blast blast, WeeklyClass to) {
        AudienceCounts.Counts found = counts.counts(blast);
        if (found.willGet() > 0) {
            return Optional.empty();
        }
        boolean isEmpty = found.given() == 0 && found.withoutAddress() == 0;
        return Optional.of(new SendValidation.Problem(
                "audience",
                "No one would get this: "
                        + (isEmpty
                                ? "nobody is enrolled in " + to.name + " or on trial today."
                                : "nobody in " + to.name + " can be reached by email.")));
    }

    private Blast draft(WeeklyClass to, String subject, String text) {
        Blast blast = Blast.draft(current.accountId(), Objects.requireNonNull(current.staffId()), clock.instant());
        blast.purpose = Purpose.SERVICE;
        blast.subject = subject.strip();
        blast.write(HtmlOfText.of(text));
        blast.audience = SelectionJson.write(Selection.of(new Condition.InClass(
                ClassChoice.of(to.publicId),
                Set.of(EnrolmentStatus.ENROLLED, EnrolmentStatus.TRIAL),
                new EnrolmentPeriod.Today())));
        return blast;
    }

    private StaffMail.Message notice(StaffMember manager, Blast blast, WeeklyClass to) {
        return new StaffMail.Message(
                manager.email,
                current.name() + " wrote to " + to.name,
                current.name() + " wrote \"" + blast.subject + "\" to the class " + to.name
                        + ". It is not sent yet: read it, change what you like, and send it.",
                "Read and send",
                "/blasts/" + blast.publicId + "/review",
                "");
    }

    private Account account() {
        return Objects.requireNonNull(Account.<Account>findById(current.accountId()));
    }
}
