package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.PersonColumn;
import org.tidings.contact.imports.ContactImport;
import org.tidings.contact.imports.ImportOptions;
import org.tidings.contact.imports.ImportProblems;
import org.tidings.contact.imports.ImportTypos;
import org.tidings.contact.imports.Imports;
import org.tidings.contact.imports.MissingEnrolments;
import org.tidings.platform.table.TableFileException;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.Numbers;
import org.tidings.platform.web.SpreadsheetCsv;

/** Imports of people: upload, check the columns, watch, correct, undo. */
@Path("/people/import")
@Produces(MediaType.TEXT_HTML)
class ImportPage {

    private static final int PREVIEW_ROWS = 5;
    private static final int SHOWN_PROBLEMS = 100;
    private static final int SHOWN_TYPOS = 100;
    private static final int LATEST = 20;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance upload(List<ContactImport> latest, @Nullable String error);

        static native TemplateInstance columns(
                ContactImport task, Imports.Preview preview, List<Column> columns, List<PersonColumn> choices);

        static native TemplateInstance task(
                ContactImport task,
                boolean doNotMail,
                List<ImportProblems.Problem> problems,
                boolean moreProblems,
                List<ImportTypos.Typo> typos,
                List<MissingEnrolments.Missing> missing,
                boolean undoable);

        static native TemplateInstance task$progress(ContactImport task);
    }

    /**
     * A column in the preview.
     *
     * @param choice a {@link PersonColumn}, {@link ImportOptions#FIELD} or {@link ImportOptions#SKIP}
     * @param cells the first cells
     */
    public record Column(int index, String heading, String choice, List<String> cells) {

        public boolean isField() {
            return choice.equals(ImportOptions.FIELD);
        }

        public boolean isSkipped() {
            return choice.equals(ImportOptions.SKIP);
        }

        public boolean is(PersonColumn column) {
            return choice.equals(column.name());
        }
    }

    private final CurrentStaff current;
    private final Imports imports;
    private final ImportProblems problems;
    private final ImportTypos typos;
    private final MissingEnrolments missing;
    private final AuditTrail audit;
    private final FlashMessage flash;

    ImportPage(
            CurrentStaff current,
            Imports imports,
            ImportProblems problems,
            ImportTypos typos,
            MissingEnrolments missing,
            AuditTrail audit,
            FlashMessage flash) {
        this.current = current;
        this.imports = imports;
        this.problems = problems;
        this.typos = typos;
        this.missing = missing;
        this.audit = audit;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance form() {
        return Templates.upload(ContactImport.latest(current.accountId(), LATEST), null);
    }

    @POST
    public Response upload(@RestForm @Nullable FileUpload file) {
        if (file == null || file.fileName().isBlank()) {
            return refused("Choose a file.");
        }
        try {
            ContactImport task =
                    imports.upload(current.accountId(), current.staffId(), file.fileName(), file.uploadedFile());
            return Response.seeOther(URI.create("/people/import/" + task.publicId))
                    .build();
        } catch (TableFileException e) {
            return refused(file.fileName() + ": " + e.sentence());
        }
    }

    private Response refused(String error) {
        return Response.status(422)
                .entity(Templates.upload(ContactImport.latest(current.accountId(), LATEST), error))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    public TemplateInstance task(@RestPath String id) {
        ContactImport task = find(id);
        if (task.state == ContactImport.State.NEW) {
            Imports.Preview preview = imports.preview(task, PREVIEW_ROWS);
            return Templates.columns(task, preview, columns(preview), Arrays.asList(PersonColumn.values()));
        }
        List<ImportProblems.Problem> found = problems.after(task, 0, -1, SHOWN_PROBLEMS + 1);
        boolean more = found.size() > SHOWN_PROBLEMS;
        return Templates.task(
                task,
                imports.options(task).map(ImportOptions::doNotMail).orElse(false),
                more ? found.subList(0, SHOWN_PROBLEMS) : found,
                more,
                task.state == ContactImport.State.UNDONE ? List.of() : typos.of(task, SHOWN_TYPOS),
                imports.isUndoable(task) ? missing.of(task) : List.of(),
                imports.isUndoable(task));
    }

    private static List<Column> columns(Imports.Preview preview) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < preview.headings().size(); i++) {
            int index = i;
            columns.add(new Column(
                    i,
                    preview.headings().get(i),
                    i < preview.options().columns().size()
                            ? preview.options().columns().get(i)
                            : ImportOptions.SKIP,
                    preview.rows().stream().map(row -> row.cell(index)).toList()));
        }
        return columns;
    }

    /** The progress of a running import; reloads the page when it has ended. */
    @GET
    @Path("{id}/progress")
    @Transactional
    public Response progress(@RestPath String id) {
        ContactImport task = find(id);
        Response.ResponseBuilder response = Response.ok(Templates.task$progress(task));
        return task.isRunning()
                ? response.build()
                : response.header("HX-Refresh", "true").build();
    }

    @POST
    @Path("{id}/start")
    @Transactional
    public Response start(
            @RestPath String id,
            @RestForm List<String> column,
            @RestForm @DefaultValue("CREATE_AND_UPDATE") ContactUpserts.Mode mode,
            @RestForm @DefaultValue("false") boolean dayFirst,
            @RestForm @DefaultValue("false") boolean doNotMail) {
        ContactImport task = find(id);
        ImportOptions guessed = imports.preview(task, 1).options();
        imports.start(task, new ImportOptions(guessed.headings(), column, mode, dayFirst, doNotMail, guessed.region()));
        record("import.started", task);
        return Response.seeOther(URI.create("/people/import/" + id)).build();
    }

    @POST
    @Path("{id}/undo")
    @Transactional
    public Response undo(@RestPath String id) {
        ContactImport task = find(id);
        imports.undo(task);
        record("import.undone", task);
        return Response.seeOther(URI.create("/people/import/" + id)).build();
    }

    /** Drops the students of the imported classes whom the file does not contain. */
    @POST
    @Path("{id}/drop")
    @Transactional
    public Response drop(@RestPath String id) {
        ContactImport task = find(id);
        int dropped = missing.drop(task);
        record("import.dropped", task);
        flash.show(Numbers.of(dropped, "student was dropped.", "students were dropped."));
        return Response.seeOther(URI.create("/people/import/" + id)).build();
    }

    /** The rows with problems, with line, column and reason, in the shape of the file: to be corrected and imported again. */
    @GET
    @Path("{id}/problems.csv")
    @Produces("text/csv")
    @Transactional
    public Response problems(@RestPath String id) {
        ContactImport task = find(id);
        List<String> headings = imports.headings(task);
        StreamingOutput body = out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            List<String> columns = new ArrayList<>(headings);
            columns.addAll(ImportProblems.COLUMNS);
            text.write("\uFEFF");
            SpreadsheetCsv csv = new SpreadsheetCsv(text);
            csv.row(columns.toArray(new String[0]));
            int line = 0;
            int position = -1;
            List<ImportProblems.Problem> chunk;
            do {
                chunk = problems.after(task, line, position, 1_000);
                for (ImportProblems.Problem problem : chunk) {
                    List<String> cells = new ArrayList<>(problem.cells());
                    while (cells.size() < headings.size()) {
                        cells.add("");
                    }
                    cells.addAll(List.of(String.valueOf(problem.line()), problem.column(), problem.reason()));
                    csv.row(cells.toArray(new String[0]));
                    line = problem.line();
                    position = problem.position();
                }
            } while (!chunk.isEmpty());
            csv.flush();
        };
        return Response.ok(body, "text/csv; charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"problems.csv\"")
                .build();
    }

    private void record(String action, ContactImport task) {
        audit.record(current.accountId(), current.staffId(), action, task.fileName, null);
    }

    /** Staff see all imports of the account: they change people whom everybody sees. */
    private ContactImport find(String id) {
        return ContactImport.find(current.accountId(), Objects.requireNonNull(id))
                .orElseThrow(NotFoundException::new);
    }
}
