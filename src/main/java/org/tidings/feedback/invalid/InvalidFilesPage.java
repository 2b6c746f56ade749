package org.tidings.feedback.invalid;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.platform.web.FlashMessage;

/** Export and import of the list. */
@Path("/invalid")
@Blocking
class InvalidFilesPage {

    /** The last day that the column can store. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final InvalidFiles files;
    private final InvalidPage page;
    private final InvalidAddresses addresses;
    private final CurrentStaff current;
    private final FlashMessage flash;

    InvalidFilesPage(
            InvalidFiles files,
            InvalidPage page,
            InvalidAddresses addresses,
            CurrentStaff current,
            FlashMessage flash) {
        this.addresses = addresses;
        this.flash = flash;
        this.files = files;
        this.page = page;
        this.current = current;
    }

    @GET
    @Path("invalid-addresses.csv")
    public Response download() {
        // read here: the request scope may have ended when the body is written
        long accountId = current.accountId();
        @Nullable Long author = current.seesAll() ? null : current.staffId();
        StreamingOutput body = out -> files.write(accountId, author, out);
        return Response.ok(body, "text/csv; charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"invalid-addresses.csv\"")
                .build();
    }

    @POST
    @Path("import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(@RestForm @Nullable FileUpload csv) {
        Upload upload = csv == null || csv.fileName().isBlank()
                ? Upload.failed("Choose a CSV file first.")
                : files.read(csv.uploadedFile(), csv.fileName());
        return Response.status(upload.problem() == null ? 200 : 422)
                .entity(page.list(upload))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .build();
    }

    /** Reverts an import: releases all addresses that it made invalid. */
    @POST
    @Path("import/undo")
    public Response undo(@RestForm @DefaultValue("") String since) {
        int released = addresses.undo(InvalidFiles.REASON, instant(since));
        flash.show(
                released == 0
                        ? "Nothing to undo: no address is invalid only because of that file."
                        : "Import undone. Addresses released: " + released + ".");
        return Response.seeOther(URI.create("/invalid")).build();
    }

    /** @throws NotFoundException if no import can have happened then */
    static Instant instant(String since) {
        try {
            Instant at = Instant.parse(since);
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
                throw new NotFoundException();
            }
            return at;
        } catch (DateTimeParseException notOurs) {
            throw new NotFoundException(notOurs);
        }
    }
}
