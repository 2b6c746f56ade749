package org.tidings.contact.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.contact.ColumnGuess;
import org.tidings.contact.ContactUpserts;
import org.tidings.platform.table.TableFile;
import org.tidings.platform.table.TableRow;
import org.tidings.platform.table.TableRows;

/** Takes in files of people, proposes what their columns mean, and starts imports, which {@link ImportRunner} carries out. */
@ApplicationScoped
public class Imports {

    private static final int LONGEST_NAME = 255;

    private final ImportFiles files;
    private final ObjectMapper json;
    private final Clock clock;

    Imports(ImportFiles files, ObjectMapper json, Clock clock) {
        this.files = files;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The first rows of a file with what they would become.
     *
     * @param description how the file was read, such as "CSV, semicolons, Windows-1252"
     */
    public record Preview(String description, List<String> headings, List<TableRow> rows, ImportOptions options) {}

    /**
     * Stores an uploaded file.
     *
     * @throws org.tidings.platform.table.TableFileException if it is not a table
     */
    @Transactional
    public ContactImport upload(long accountId, @Nullable Long staffId, String fileName, Path file) {
        TableFile table = TableFile.open(file);
        int total = 0;
        try (TableRows rows = table.rows()) {
            while (rows.hasNext()) {
                rows.next();
                total++;
            }
        }
        ContactImport task = new ContactImport(
                UlidCreator.getMonotonicUlid().toString(),
                accountId,
                staffId,
                fileName.substring(0, Math.min(fileName.length(), LONGEST_NAME)),
                shape(table.headings()),
                total,
                clock.instant());
        task.persistAndFlush();
        files.store(task.id, file);
        return task;
    }

    /** The first rows, with the columns of an earlier file of the same shape or, without one, those guessed from the headings. */
    @Transactional
    public Preview preview(ContactImport task, int rows) {
        Path copy = files.copy(task.id);
        try {
            TableFile table = TableFile.open(copy);
            List<TableRow> first = new ArrayList<>();
            try (TableRows all = table.rows()) {
                while (first.size() < rows && all.hasNext()) {
                    first.add(all.next());
                }
            }
            return new Preview(table.description(), table.headings(), first, proposed(task, table.headings()));
        } finally {
            ImportRunner.delete(copy);
        }
    }

    private ImportOptions proposed(ContactImport task, List<String> headings) {
        ImportOptions guessed = guessed(task.accountId, headings);
        return ContactImport.latestOfShape(task.accountId, task.shape)
                .flatMap(this::options)
                .map(earlier -> new ImportOptions(
                        headings, earlier.columns(), guessed.mode(), earlier.dayFirst(), false, guessed.region()))
                .orElse(guessed);
    }

    /** The options of a file that nobody has looked at. */
    @Transactional
    public ImportOptions guessed(long accountId, List<String> headings) {
        List<String> columns = new ArrayList<>(ColumnGuess.of(headings).stream()
                .map(guess -> guess.map(Enum::name).orElse(ImportOptions.FIELD))
                .toList());
        for (int i = 0; i < columns.size(); i++) {
            if (ImportProblems.COLUMNS.contains(headings.get(i))) {
                columns.set(i, ImportOptions.SKIP);
            }
        }
        String region = Account.<Account>findById(accountId).region();
        return new ImportOptions(
                headings, columns, ContactUpserts.Mode.CREATE_AND_UPDATE, !region.equals("US"), false, region);
    }

    /** The headings of the file; empty before the start. */
    public List<String> headings(ContactImport task) {
        return options(task).map(ImportOptions::headings).orElse(List.of());
    }

    /** The options with which the import was started; empty if it was not. */
    public Optional<ImportOptions> options(ContactImport task) {
        try {
            return task.options == null
                    ? Optional.empty()
                    : Optional.of(json.readValue(task.options, ImportOptions.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not the options of an import: " + task.options, e);
        }
    }

    /** Starts an import that is {@code NEW}; has no effect on others. */
    @Transactional
    public void start(long accountId, String publicId, ImportOptions options) {
        start(ContactImport.find(accountId, publicId).orElseThrow(), options);
    }

    /** The same for an import that was read in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void start(ContactImport task, ImportOptions options) {
        try {
            // conditional, because a form can be sent twice
            ContactImport.update(
                    "options = ?1, state = ?2, startedAt = ?3 where id = ?4 and state = ?5",
                    json.writeValueAsString(options),
                    ContactImport.State.RUNNING,
                    clock.instant(),
                    task.id,
                    ContactImport.State.NEW);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins to undo an import that has been completed; has no effect on others. */
    @Transactional
    public void undo(ContactImport task) {
        if (isUndoable(task)) {
            task.state = ContactImport.State.UNDOING;
        }
    }

    /** Whether the import is the latest of its account and has ended: later ones build on earlier ones. */
    @Transactional
    public boolean isUndoable(ContactImport task) {
        boolean hasEnded = task.state == ContactImport.State.COMPLETED || task.state == ContactImport.State.FAILED;
        return hasEnded
                && ContactImport.count(
                                "accountId = ?1 and id > ?2 and state not in (?3, ?4)",
                                task.accountId,
                                task.id,
                                ContactImport.State.NEW,
                                ContactImport.State.UNDONE)
                        == 0;
    }

    /** The day on which an import happens, in the account's time zone. */
    LocalDate today(ContactImport task) {
        return LocalDate.ofInstant(
                clock.instant(), Account.<Account>findById(task.accountId).zone());
    }

    private static String shape(List<String> headings) {
        try {
            String text = headings.stream()
                    .filter(heading -> !ImportProblems.COLUMNS.contains(heading))
                    .collect(Collectors.joining("\n"))
                    .toLowerCase(Locale.ROOT);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
