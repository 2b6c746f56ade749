package org.tidings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the dependencies between packages. A new dependency is a design decision: add it here, and only without cycles. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tidings");

    /** The allowed dependencies of each package, in layers from the bottom. Dependencies are transitive. */
    private static final String DEPENDENCIES = """
            platform:
            embedded:  platform
            backup:
            message:   platform
            senderdomain: platform
            diagnosis:
            engagement:
            account:   platform
            contact:   account
            suppression: contact
            queue:     platform
            recipient: queue contact suppression diagnosis engagement
            blast:     queue recipient contact message senderdomain
            delivery:  queue blast recipient message diagnosis
            outbox:    blast message account
            signup:    outbox contact suppression message
            tracking:  outbox blast recipient contact message engagement
            feedback:  blast recipient contact message diagnosis
            report:    blast recipient contact feedback
            people:    contact report
            hooks:     outbox blast recipient contact suppression
            task:      queue blast contact report outbox
            api:       account contact message diagnosis recipient blast delivery tracking feedback report people task hooks
            simulator: platform
            sample:    blast contact message
            """;

    private static final Map<String, Set<String>> ALLOWED = allowedDependencies();

    private static Map<String, Set<String>> allowedDependencies() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        DEPENDENCIES.lines().forEach(line -> {
            String[] parts = line.split(":", -1);
            Set<String> dependencies = Arrays.stream(
                            parts.length < 2 ? new String[0] : parts[1].strip().split(" +", -1))
                    .collect(Collectors.toCollection(TreeSet::new));
            List.copyOf(dependencies).forEach(name -> dependencies.addAll(allowed.getOrDefault(name, Set.of())));
            allowed.put(parts[0], dependencies);
        });
        return allowed;
    }

    static Stream<String> names() {
        return ALLOWED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void packageHasOnlyAllowedDependencies(String name) {
        String[] others = ALLOWED.keySet().stream()
                .filter(other -> !other.equals(name) && !ALLOWED.get(name).contains(other))
                .map(other -> "org.tidings." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("org.tidings." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyClassBelongsToAPackage() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("org.tidings."))
                .map(name -> name.split("\\.", -1)[2])
                .collect(Collectors.toSet());

        assertThat(ALLOWED.keySet()).containsAll(packages);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.tidings.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void messageAndDiagnosisArePure() {
        noClasses()
                .that()
                .resideInAnyPackage("org.tidings.message..", "org.tidings.diagnosis..", "org.tidings.engagement..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "jakarta.inject..",
                        "jakarta.enterprise..",
                        "jakarta.transaction..",
                        "jakarta.ws.rs..",
                        "io.quarkus..",
                        "org.eclipse.microprofile..",
                        "java.sql..")
                .check(CLASSES);
    }

    /** The locale of the machine would decide about digits, months and, in Thailand, years. */
    @Test
    void formatsNameTheirLocale() {
        noClasses()
                .should()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .check(CLASSES);
    }

    @Test
    void classNamesAreMeaningful() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)(\\$.*)?")
                .check(CLASSES);
    }

    /** Otherwise a download may contain formulas. */
    @Test
    void csvIsWrittenInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.tidings.platform.web.SpreadsheetCsv")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.siegmar.fastcsv.writer..")
                .check(CLASSES);
    }

    @Test
    void legacyDateClassesAreNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar")
                .check(CLASSES);
    }

    @Test
    void timeIsReadFromTheClockBean() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tidings.platform.time..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    /** Threads wait for conditions instead. Only the embedded database must be polled, because it is a separate process. */
    @Test
    void threadsDoNotSleep() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tidings.embedded..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    private static final Map<String, String> OWNERS = Map.ofEntries(
            entry("platform", "installation request_limit"),
            entry(
                    "account",
                    "account staff_member staff_session staff_link staff_identity staff_factor recovery_code operator_session login_failure api_key audit_entry audit_chain"),
            entry(
                    "contact",
                    "address consent_change contact contact_address contact_term household household_member tag contact_tag"
                            + " household_tag erased_address weekly_class enrolment contact_import contact_import_part"
                            + " contact_import_problem contact_import_change contact_import_typo custom_field"),
            entry("senderdomain", "sender_domain"),
            entry("queue", "delivery_queue queue_clock queue_flow"),
            entry(
                    "recipient",
                    "dictionary recipient recipient_counts recipient_event pending_hit delivery_health email_log fall_through"
                            + " recipient_answer"),
            entry(
                    "blast",
                    "blast attachment image audience_source audience_entry blast_person blast_person_change segment blast_link"
                            + " message_template blast_round"),
            entry("feedback", "feedback_notice feedback_mailbox feedback_token"),
            entry("report", "home_call list_health engagement_figures"),
            entry("outbox", "outbox_mail"),
            entry("hooks", "webhook webhook_delivery"),
            entry("signup", "sign_up"),
            entry("tracking", "address_change"),
            entry("api", "idempotency_key"));

    /** Statements on tables of another feature, by feature or class. Each is a join that replaces a statement per row, or says why. */
    private static final Set<String> FOREIGN_TABLES = Set.of(
            // the report is a reader by design: it shows what recipient and blast have written
            "report: blast_link",
            "report: blast_round",
            "report: blast_person_change",
            "report: account",
            "report: blast_person",
            "report: contact",
            "report: contact_address",
            "report: household",
            "report: household_member",
            "report: dictionary",
            "report: address",
            "report: blast",
            "report: email_log",
            "report: recipient",
            "report: recipient_answer",
            "report: recipient_counts",
            "report: recipient_event",
            // recipients whose addresses belong to nobody, for a blast of any size
            "people.UnknownRecipients: contact_address",
            "people.UnknownRecipients: recipient",
            // clears, chunk by chunk, what no other feature needs any more
            "task: audience_entry",
            "task: audience_source",
            "task: blast",
            "task: blast_person",
            "task: blast_person_change",
            "task: blast_link",
            "task: blast_round",
            "task: engagement_figures",
            "task: home_call",
            "task: idempotency_key",
            "task: recipient",
            // the first start creates the account once, under the lock of this row
            "account.FirstAccount: installation",
            // the operator sees how large accounts are
            "account.OperatorAccounts: blast",
            "account.OperatorAccounts: contact",
            // validity is a part of the row of an address, which each launch reads
            "suppression: address",
            // drafts are checked against the state of each address, a million at a time
            "blast.AudienceCounts: address",
            "blast.AudiencePeople: address",
            "blast.AudienceSql: address",
            "blast.FrozenAudience: address",
            "blast.Mailable: address",
            // who has not got a blast, with the present state of their addresses, for a blast of any size
            "blast.RoundCandidates: address",
            "blast.RoundCandidates: contact_address",
            "blast.RoundCandidates: household_member",
            "blast.RoundCandidates: recipient",
            "blast.RoundCandidates: recipient_answer",
            // the next address of a home is in the round of the one before
            "blast.HouseholdFallThrough: recipient",
            // the state of a blast depends on its counters
            "blast.BlastCompletion: recipient_counts",
            "blast.BlastLifecycle: recipient_counts",
            // which rounds end before everyone in them was attempted
            "blast.BlastCompletion: recipient",
            "blast.BlastStates: recipient_counts",
            // reasons name days in the time zone of the account
            "blast.Launcher: account",
            // the launch turns entries into addresses and recipients set-wise
            "recipient.RecipientCreation: address",
            "recipient.RecipientCreation: audience_entry",
            "recipient.RecipientCreation: audience_source",
            // leaving a blast means leaving its kind of mail
            "recipient.MailKinds: blast",
            // the rule of the account decides in each statement that selects addresses
            "contact.MailPermission: account",
            "contact.TrackingConsent: account",
            // the history names who recorded a decision
            "contact.ConsentHistory: staff_member",
            // recipients of a range with the present state of their addresses
            "recipient.QueuedRecipients: address",
            // checks and changes blast, address and recipients in one transaction
            "recipient.Correction: address",
            "recipient.Correction: blast",
            // the email log keeps the subject of an edited message
            "recipient.RecipientDeletion: blast_round",
            // numbers of recipients that are added later, and whether the blast is per household
            "recipient.AddedRecipients: blast",
            "recipient.FallThroughs: blast",
            // what is told about a batch of events, in one statement for each blast
            "hooks.HookEvents: address",
            "hooks.HookEvents: blast",
            "hooks.HookEvents: blast_link",
            "hooks.HookEvents: recipient",
            // compares the tables of these features with each other
            "recipient.ConsistencyCheck: blast",
            "recipient.ConsistencyCheck: delivery_queue",
            // events with the links that were clicked
            "recipient.Timeline: blast_link",
            // feedback is about an address and, as long as it is there, about a recipient
            "feedback.FeedbackRecorder: address",
            "feedback.FeedbackRecorder: recipient",
            "feedback.NoticeRetention: address",
            "feedback.Notices: blast",
            "feedback.Notices: recipient",
            // invalid addresses with the blast and the recipient that made them so
            "feedback.invalid.InvalidRows: address",
            "feedback.invalid.InvalidRows: blast",
            "feedback.invalid.InvalidRows: dictionary",
            "feedback.invalid.InvalidRows: recipient",
            "feedback.invalid.SuspectedRows: address",
            "feedback.invalid.SuspectedRows: blast",
            "feedback.invalid.SuspectedRows: recipient");

    /** SQL that reads or changes a table, or a string that is nothing but the name of one. */
    private static final Pattern TABLE_IN_SQL =
            Pattern.compile("\\b(?:from|join|straight_join|into|update|table)\\s+(\\w+)|^(\\w+_\\w+)$");

    /** By the string constants of the compiled classes. */
    @Test
    void eachTableIsUsedOnlyByTheFeatureThatOwnsIt() throws IOException {
        Map<String, String> owners = new HashMap<>();
        OWNERS.forEach(
                (feature, tables) -> List.of(tables.split(" ", -1)).forEach(table -> owners.put(table, feature)));
        assertThat(owners.keySet()).isEqualTo(tablesOfTheSchema());

        Set<String> foreign = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String name = type.getName().replaceAll("\\$.*", "").replace("org.tidings.", "");
            String feature = name.split("\\.", -1)[0];
            for (String table : tablesIn(type)) {
                String owner = owners.getOrDefault(table, feature);
                if (!owner.equals(feature)) {
                    boolean isOfFeature = FOREIGN_TABLES.contains(feature + ": " + table);
                    foreign.add((isOfFeature ? feature : name) + ": " + table);
                }
            }
        }
        assertThat(foreign).isEqualTo(new TreeSet<>(FOREIGN_TABLES));
    }

    private static Set<String> tablesOfTheSchema() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> changes = Files.list(Path.of("src/main/resources/db/changes"))) {
            for (Path change : changes.toList()) {
                Pattern.compile("(?m)^create table (\\w+)")
                        .matcher(Files.readString(change))
                        .results()
                        .forEach(created -> tables.add(created.group(1)));
            }
        }
        return tables;
    }

    private static Set<String> tablesIn(JavaClass type) throws IOException {
        Set<String> tables = new TreeSet<>();
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            for (String constant : stringConstants(new DataInputStream(new BufferedInputStream(bytes)))) {
                TABLE_IN_SQL
                        .matcher(constant)
                        .results()
                        .forEach(found -> tables.add(found.group(1) == null ? found.group(2) : found.group(1)));
            }
        }
        return tables;
    }

    /** Of a class file (JVMS 17, section 4.4). */
    private static List<String> stringConstants(DataInputStream file) throws IOException {
        file.skipNBytes(8);
        int count = file.readUnsignedShort();
        String[] texts = new String[count];
        List<Integer> strings = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = file.readUTF();
                case 8 -> strings.add(file.readUnsignedShort());
                case 5, 6 -> {
                    file.skipNBytes(8);
                    i++; // long and double take two entries
                }
                case 7, 16, 19, 20 -> file.skipNBytes(2);
                case 15 -> file.skipNBytes(3);
                default -> file.skipNBytes(4);
            }
        }
        return strings.stream().map(index -> texts[index]).toList();
    }
}
