package org.tidings.sample;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.tidings.account.Account;
import org.tidings.account.FirstAccount;
import org.tidings.account.Role;
import org.tidings.account.StaffMember;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlockContents;
import org.tidings.blast.Purpose;
import org.tidings.blast.audience.PastedAddresses;
import org.tidings.contact.imports.ContactImport;
import org.tidings.contact.imports.Imports;
import org.tidings.message.block.BlockJson;

/**
 * Sample data: Riverside Gymnastics with 61 families, 14 classes, two staff members and several blasts, which are sent through the normal path. The
 * addresses carry the simulator's tags, so every status occurs.
 */
@ApplicationScoped
class SampleData {

    static final String EMAIL = "dana@riverside.example";
    static final String PASSWORD = "tidings sample";
    private static final String COLLEAGUE = "sam@riverside.example";

    /** Time for bounces and unsubscribes of the first blast to arrive; the second blast shows their effect. */
    private static final Duration SECOND_BLAST_DELAY = Duration.ofSeconds(20);

    private final FirstAccount firstAccount;
    private final Audience audience;
    private final Imports imports;
    private final BlastLifecycle life;
    private final Clock clock;

    SampleData(FirstAccount firstAccount, Audience audience, Imports imports, BlastLifecycle life, Clock clock) {
        this.firstAccount = firstAccount;
        this.imports = imports;
        this.audience = audience;
        this.life = life;
        this.clock = clock;
    }

    /** Creates the account without blasts. */
    @Transactional
    public void createAccount() {
        StaffMember dana = firstAccount.create(
                new FirstAccount.NewAccount("Riverside Gymnastics", "America/Chicago", "Dana Reyes", EMAIL, PASSWORD));
        Account account = Account.findById(dana.accountId);
        account.replyTo = "office@riverside.example";
        account.postalAddress = "Riverside Gymnastics, 12 River Street, Springfield, IL 62701";
        new StaffMember(account.id, COLLEAGUE, "Sam Ito", Role.STAFF, StaffMember.hash(PASSWORD), clock.instant())
                .persist();
    }

    /** Adds 61 families and the classes of a week: the classes first, then the people by an import like any other. */
    void createPeople() {
        QuarkusTransaction.requiringNew().run(() -> {
            StaffMember dana = StaffMember.find("email", EMAIL).firstResult();
            SampleClasses.create(dana.accountId, clock.instant());
        });
        Path file = copy("families.csv");
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                StaffMember dana = StaffMember.find("email", EMAIL).firstResult();
                ContactImport task = imports.upload(dana.accountId, dana.id, "families.csv", file);
                imports.start(
                        task,
                        imports.guessed(dana.accountId, imports.preview(task, 0).headings()));
            });
        } finally {
            delete(file);
        }
    }

    private static Path copy(String name) {
        try {
            Path file = Files.createTempFile("tidings-sample", ".csv");
            Files.writeString(file, text(name));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the blasts: two are sent now, one shortly, and one stays a draft. */
    void createBlasts() {
        Blast closed = write(
                COLLEAGUE,
                "Closed on Monday",
                "You can make up for it this month.",
                Purpose.SERVICE,
                "closed.json",
                "monday.csv");
        life.send(closed, null);
        Blast recital = write(
                EMAIL,
                "Spring recital this Saturday 🤸",
                "Doors open at 2:30 pm.",
                Purpose.MARKETING,
                "recital.json",
                "everyone.csv");
        QuarkusTransaction.requiringNew().run(() -> attach(recital, "recital.ics", "text/calendar"));
        life.send(recital, null);
        Blast camp = write(
                EMAIL,
                "Summer camp: early sign-up is open",
                "Families first.",
                Purpose.MARKETING,
                "camp.json",
                "everyone.csv");
        life.send(camp, clock.instant().plus(SECOND_BLAST_DELAY));
        write(EMAIL, "Meet our new coach", "Monday at half past four.", Purpose.MARKETING, "coach.json", "monday.csv");
    }

    /** Creates a draft. Its audience is stored in a separate transaction. */
    private Blast write(
            String author, String subject, String preheader, Purpose purpose, String content, String people) {
        Blast blast = QuarkusTransaction.requiringNew().call(() -> {
            StaffMember staff = StaffMember.find("email", author).firstResult();
            Blast draft = Blast.draft(staff.accountId, staff.id, clock.instant());
            draft.subject = subject;
            draft.preheader = preheader;
            draft.purpose = purpose;
            draft.persist();
            BlockContents.write(draft, BlockJson.read(text(content)));
            return draft;
        });
        audience.add(blast, AudienceSource.Kind.CSV, people, PastedAddresses.parse(text(people)));
        return blast;
    }

    private static void attach(Blast blast, String name, String contentType) {
        AttachedFile attachment = new AttachedFile();
        attachment.blastId = blast.key();
        attachment.name = name;
        attachment.contentType = contentType;
        attachment.content = text(name).getBytes(StandardCharsets.UTF_8);
        attachment.sizeBytes = attachment.content.length;
        attachment.persist();
    }

    private static String text(String name) {
        try (InputStream file = SampleData.class.getResourceAsStream("/sample/" + name)) {
            if (file == null) {
                throw new IllegalStateException("Missing resource: sample/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
