package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings page where staff set up one-time codes for themselves. Every change needs the password. */
@Path("/settings/second-step")
class SecondStepPage {

    static final String PATH = "/settings/second-step";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance setUp(
                String key, QrImage.Drawing image, boolean required, Map<String, String> errors);

        static native TemplateInstance on(long codesLeft, boolean required, Map<String, String> errors);

        static native TemplateInstance codes(List<String> codes, boolean turnedOn);
    }

    private final CurrentStaff current;
    private final SecondStep secondStep;
    private final Login login;
    private final LoginThrottle throttle;
    private final FlashMessage flash;

    SecondStepPage(
            CurrentStaff current, SecondStep secondStep, Login login, LoginThrottle throttle, FlashMessage flash) {
        this.current = current;
        this.secondStep = secondStep;
        this.login = login;
        this.throttle = throttle;
        this.flash = flash;
    }

    @GET
    public Response show() {
        return page(200, Map.of());
    }

    @POST
    public Response turnOn(
            @RestForm @DefaultValue("") String code, @RestForm @DefaultValue("") String currentPassword) {
        StaffMember me = me();
        FormErrors errors = checkPassword(me, currentPassword);
        LoginThrottle.Source source = LoginThrottle.Source.secondStep(me.id);
        Duration wait = errors.isEmpty() ? throttle.attempt(source) : Duration.ZERO;
        if (!wait.isZero()) {
            errors.add("code", Login.tooOften(wait));
        }
        if (!errors.isEmpty()) {
            return page(422, errors.byField());
        }
        Optional<List<String>> codes = secondStep.confirm(me, code, Objects.requireNonNull(current.sessionId()));
        if (codes.isEmpty()) {
            return page(422, Map.of("code", "Wrong code. Type the six digits that the app shows now."));
        }
        throttle.succeeded(source);
        return shown(codes.get(), true);
    }

    @POST
    @Path("codes")
    public Response newCodes(@RestForm @DefaultValue("") String currentPassword) {
        StaffMember me = me();
        FormErrors errors = checkPassword(me, currentPassword);
        return errors.isEmpty() && secondStep.isOn(me.id)
                ? shown(secondStep.newRecoveryCodes(me), false)
                : page(422, errors.byField());
    }

    @POST
    @Path("off")
    public Response turnOff(@RestForm @DefaultValue("") String currentPassword) {
        StaffMember me = me();
        FormErrors errors = checkPassword(me, currentPassword);
        if (!errors.isEmpty()) {
            return page(422, errors.byField());
        }
        secondStep.turnOff(me, me.id);
        flash.show("The second step is off.");
        return Response.seeOther(URI.create(PATH)).build();
    }

    private FormErrors checkPassword(StaffMember me, String password) {
        Optional<Duration> wait = login.confirm(me, password);
        return new FormErrors()
                .addIf(wait.isEmpty(), "currentPassword", "Wrong password. Enter your current password.")
                .addIf(
                        wait.isPresent() && !wait.get().isZero(),
                        "currentPassword",
                        Login.tooOften(wait.orElse(Duration.ZERO)));
    }

    private Response page(int status, Map<String, String> errors) {
        StaffMember me = me();
        boolean required = Objects.requireNonNull(Account.<Account>findById(me.accountId)).secondStep;
        TemplateInstance page;
        if (secondStep.isOn(me.id)) {
            page = Templates.on(secondStep.recoveryCodesLeft(me.id), required, errors);
        } else {
            String key = secondStep.keyToSetUp(me);
            page = Templates.setUp(
                    OneTimeCodes.readable(key), QrImage.of(OneTimeCodes.uri(key, me.email)), required, errors);
        }
        return Response.status(status).entity(page).cacheControl(never()).build();
    }

    /** Does not redirect: this response is the only one that shows the codes. */
    private static Response shown(List<String> codes, boolean turnedOn) {
        return Response.ok(Templates.codes(codes, turnedOn))
                .cacheControl(never())
                .build();
    }

    private static CacheControl never() {
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return never;
    }

    private StaffMember me() {
        return StaffMember.byId(current.accountId(), Objects.requireNonNull(current.staffId()))
                .orElseThrow();
    }
}
