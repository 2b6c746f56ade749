package org.tidings.platform.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;

/** Provokes errors for the tests; exists in the test application only. */
@Path("/")
class PlumbingResource {

    private final CurrentStaff staff;

    PlumbingResource(CurrentStaff staff) {
        this.staff = staff;
    }

    record Body(@NotBlank String subject, int size) {}

    @GET
    @Path("api/v1/plumbing/who")
    @RolesAllowed(Role.PROGRAM)
    public Map<String, Object> who() {
        return Map.of("account", staff.accountId(), "owner", staff.isOwner());
    }

    @POST
    @Path("api/v1/plumbing/body")
    @RolesAllowed(Role.PROGRAM)
    public Body body(@Valid Body body) {
        return body;
    }

    @POST
    @Path("api/v1/plumbing/upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Blocking
    @RolesAllowed(Role.PROGRAM)
    public String upload(@RestForm FileUpload file) throws IOException {
        return permissions(file.uploadedFile()) + " in "
                + permissions(file.uploadedFile().toAbsolutePath().getParent());
    }

    private static String permissions(java.nio.file.Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @GET
    @Path("api/v1/plumbing/conflict")
    @RolesAllowed(Role.PROGRAM)
    public String conflict() {
        throw new ProblemException(409, "The blast has been sent already.", Map.of("state", "COMPLETED"));
    }

    @GET
    @Path("api/v1/plumbing/missing")
    @RolesAllowed(Role.PROGRAM)
    public String missing() {
        throw new NotFoundException();
    }

    @GET
    @Path("api/v1/plumbing/nobody")
    @RolesAllowed("NOBODY")
    public String nobody() {
        return "";
    }

    @GET
    @Path("api/v1/plumbing/broken")
    @RolesAllowed(Role.PROGRAM)
    public String brokenApi() {
        throw new IllegalStateException("inner secret");
    }

    @GET
    @Path("api/v1/plumbing/away")
    @RolesAllowed(Role.PROGRAM)
    public String awayApi() {
        throw new PersistenceException(new SQLNonTransientConnectionException("Communications link failure", "08S01"));
    }

    @GET
    @Path("login/plumbing/broken")
    @PermitAll
    public String brokenPage() {
        throw new IllegalStateException("inner secret");
    }

    @GET
    @Path("login/plumbing/framed")
    @PermitAll
    public Response framed() {
        return Response.ok("mail")
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .build();
    }

    @POST
    @Path("login/plumbing/form")
    @PermitAll
    public String form() {
        return "taken";
    }

    @POST
    @Path("login/plumbing/hook")
    @PermitAll
    @PublicEndpoint
    public String hook() {
        return "taken";
    }
}
