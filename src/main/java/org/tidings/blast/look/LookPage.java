package org.tidings.blast.look;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.account.Account;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.picture.PictureRefusedException;
import org.tidings.message.layout.ColourScheme;
import org.tidings.message.layout.Logo;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;
import org.tidings.platform.web.SecurityHeaders;

/** Settings page for the look of the account's messages: logo, colours, fonts, header and footer, with a preview of what is not saved yet. */
@Path("/settings/look")
class LookPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance look(LookForm form, Map<String, String> errors, Shown shown);

        static native TemplateInstance look$preview(Shown shown);
    }

    private final CurrentStaff staff;
    private final AuditTrail audit;
    private final Logos logos;
    private final SampleMessage sample;
    private final FlashMessage flash;

    LookPage(CurrentStaff staff, AuditTrail audit, Logos logos, SampleMessage sample, FlashMessage flash) {
        this.staff = staff;
        this.audit = audit;
        this.logos = logos;
        this.sample = sample;
        this.flash = flash;
    }

    @GET
    public TemplateInstance show() {
        return page(LookForm.of(account()), new FormErrors());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Transactional
    public Response save(@BeanParam LookForm form) {
        FormErrors errors = form.check();
        keepLogo(form, errors);
        if (!errors.isEmpty()) {
            return Response.status(422).entity(page(form, errors)).build();
        }
        if (form.action.equals("preview")) {
            return Response.ok(page(form, errors)).build();
        }
        Account account = account();
        form.writeTo(account);
        audit.record(account.id, staff.staffId(), "look.changed", account.name, account.look);
        flash.show("Saved. Blasts that you send from now on have this look.");
        return Response.seeOther(URI.create("/settings/look")).build();
    }

    /** The preview of what is typed, for the script. */
    @POST
    @Path("shown")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public TemplateInstance shown(@BeanParam LookForm form) {
        dropForeignLogo(form);
        return Templates.look$preview(Shown.of(form));
    }

    /**
     * A sample message in a look, for the frames.
     *
     * @param look what {@link Shown} wrote
     */
    @GET
    @Path("sample")
    @Transactional
    public Response sample(
            @RestQuery @DefaultValue("{}") String look,
            @RestQuery @DefaultValue("") String address,
            @RestQuery @DefaultValue("LIGHT") ColourScheme scheme) {
        return Response.ok(sample.html(account(), look, address, scheme), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .build();
    }

    private void keepLogo(LookForm form, FormErrors errors) {
        dropForeignLogo(form);
        if (form.logo == null || !Logos.isChosen(form.logo)) {
            return;
        }
        try {
            Logo logo = logos.store(staff.accountId(), form.logo);
            form.keptLogo = KeptLogo.write(logo);
            form.removeLogo = false;
        } catch (PictureRefusedException e) {
            errors.add("logo", e.sentence());
        }
    }

    private void dropForeignLogo(LookForm form) {
        boolean own = KeptLogo.read(form.keptLogo)
                .filter(logo -> logos.isOwn(staff.accountId(), logo))
                .isPresent();
        form.keptLogo = own ? form.keptLogo : "";
    }

    private static TemplateInstance page(LookForm form, FormErrors errors) {
        return Templates.look(form, errors.byField(), Shown.of(form));
    }

    private Account account() {
        return Objects.requireNonNull(Account.<Account>findById(staff.accountId()));
    }
}
