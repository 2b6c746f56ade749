package org.tidings.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.PersonColumn;
import org.tidings.contact.imports.ContactImport;
import org.tidings.contact.imports.ImportOptions;
import org.tidings.contact.imports.Imports;
import org.tidings.platform.table.TableFileException;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/contacts/import")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Contacts")
class ContactFilesResource {

    private final CurrentStaff current;
    private final Imports imports;
    private final ObjectMapper json;

    ContactFilesResource(CurrentStaff current, Imports imports, ObjectMapper json) {
        this.current = current;
        this.imports = imports;
        this.json = json;
    }

    @POST
    @Consumes({
        "text/csv",
        "text/plain",
        MediaType.APPLICATION_OCTET_STREAM,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    })
    @Operation(
            summary =
                    "Import people from CSV or XLSX; mapping is a JSON object from headings to columns, FIELD or SKIP")
    public Response create(
            InputStream body,
            @QueryParam("mapping") @Nullable String mapping,
            @QueryParam("name") @Nullable String name)
            throws IOException {
        java.nio.file.Path file = Files.createTempFile("contacts", ".table");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            ContactImport task = imports.upload(
                    current.accountId(),
                    current.staffId(),
                    name == null || name.isBlank() ? "contacts" : name.strip(),
                    file);
            Imports.Preview preview = imports.preview(task, 0);
            ImportOptions guessed = imports.guessed(current.accountId(), preview.headings());
            imports.start(current.accountId(), task.publicId, mapping == null ? guessed : mapped(guessed, mapping));
            return Response.accepted(TasksResource.TaskJson.of(ContactImport.find(current.accountId(), task.publicId)
                            .orElseThrow()))
                    .location(URI.create("/api/v1/tasks/" + task.publicId))
                    .build();
        } catch (TableFileException e) {
            throw new ProblemException(422, e.sentence());
        } finally {
            Files.delete(file);
        }
    }

    private ImportOptions mapped(ImportOptions guessed, String mapping) {
        JsonNode wanted;
        try {
            wanted = json.readTree(mapping);
        } catch (JsonProcessingException e) {
            throw new ProblemException(422, "mapping is not a JSON object.");
        }
        List<String> choices = Stream.concat(
                        Stream.of(PersonColumn.values()).map(Enum::name),
                        Stream.of(ImportOptions.FIELD, ImportOptions.SKIP))
                .toList();
        if (!wanted.isObject()) {
            throw new ProblemException(422, "mapping is not a JSON object.");
        }
        wanted.properties().forEach(entry -> {
            if (!guessed.headings().contains(entry.getKey())) {
                throw new ProblemException(422, "mapping: the file has no column " + entry.getKey() + ".");
            }
            if (!choices.contains(entry.getValue().asText())) {
                throw new ProblemException(422, "mapping." + entry.getKey() + ": Must be one of " + choices + ".");
            }
        });
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < guessed.headings().size(); i++) {
            JsonNode column = wanted.get(guessed.headings().get(i));
            columns.add(column == null ? guessed.columns().get(i) : column.asText());
        }
        return new ImportOptions(
                guessed.headings(), columns, guessed.mode(), guessed.dayFirst(), guessed.doNotMail(), guessed.region());
    }
}
