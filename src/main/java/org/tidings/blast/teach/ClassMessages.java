package org.tidings.blast.teach;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tidings.account.Account;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMail;
import org.tidings.account.StaffMember;
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
    private final BlastLifecycle life;
    private final BlastAudit audit;
    private final StaffMail mail;
    private final Clock clock;

    ClassMessages(
            CurrentStaff current,
            EntityManager database,
            SendValidation validation,
            BlastLifecycle life,
            BlastAudit audit,
            StaffMail mail,
            Clock clock) {
        this.current = current;
        this.database = database;
        this.validation = validation;
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

    /**
     * Hands in a message, or sends it if that needs no approval. Nothing is stored if there are problems.
     *
     * @return what prevents sending
     */
    @Transactional
    List<SendValidation.Problem> write(WeeklyClass to, String subject, String text) {
        Blast blast = draft(to, subject, text);
        blast.persist();
        List<SendValidation.Problem> problems = validation.problems(blast);
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
