package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Account settings. Staff who may not change them are redirected to their own settings. */
@Path("/settings")
class AccountPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance account(Form form, Map<String, String> errors);
    }

    private final CurrentStaff staff;
    private final AuditTrail audit;
    private final FlashMessage flash;

    AccountPage(CurrentStaff staff, AuditTrail audit, FlashMessage flash) {
        this.staff = staff;
        this.audit = audit;
        this.flash = flash;
    }

    @GET
    public Response show() {
        return staff.seesAll()
                ? Response.ok(Templates.account(Form.of(account()), Map.of())).build()
                : Response.seeOther(URI.create("/settings/password")).build();
    }

    @POST
    @Transactional
    public Response save(@BeanParam Form form) {
        FormErrors errors = form.check();
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.account(form, errors.byField()))
                    .build();
        }
        Account account = account();
        form.writeTo(account);
        audit.record(account.id, staff.staffId(), "account.changed", account.name, form.summary());
        flash.show("Saved.");
        return Response.seeOther(URI.create("/settings")).build();
    }

    private Account account() {
        return Objects.requireNonNull(Account.<Account>findById(staff.accountId()));
    }

    /** The submitted form fields. */
    static class Form {
        private static final Pattern WHOLE = Pattern.compile("[0-9]{1,3}");
        private static final Pattern PERCENT = Pattern.compile("[0-9]{1,2}([.,][0-9]{1,2})?");

        @RestForm
        @DefaultValue("")
        public String name = "";

        @RestForm
        @DefaultValue("")
        public String timeZone = "";

        @RestForm
        @DefaultValue("")
        public String senderName = "";

        @RestForm
        @DefaultValue("")
        public String replyTo = "";

        @RestForm
        @DefaultValue("")
        public String postalAddress = "";

        @RestForm
        @DefaultValue("false")
        public boolean trackOpens;

        @RestForm
        @DefaultValue("false")
        public boolean trackClicks;

        @RestForm
        @DefaultValue("")
        public String serviceSenderName = "";

        @RestForm
        @DefaultValue("UNTIL_NO")
        public String consentRule = "UNTIL_NO";

        @RestForm
        @DefaultValue("false")
        public boolean askToTrack;

        @RestForm
        @DefaultValue("10")
        public String pauseBouncePercent = "10";

        @RestForm
        @DefaultValue("0.3")
        public String pauseComplaintPercent = "0.3";

        @RestForm
        @DefaultValue("20")
        public String pauseBlockedInRow = "20";

        static Form of(Account account) {
            Form form = new Form();
            form.name = account.name;
            form.timeZone = account.timeZone;
            form.senderName = account.senderName;
            form.replyTo = Objects.requireNonNullElse(account.replyTo, "");
            form.postalAddress = Objects.requireNonNullElse(account.postalAddress, "");
            form.trackOpens = account.trackOpens;
            form.trackClicks = account.trackClicks;
            form.serviceSenderName = Objects.requireNonNullElse(account.serviceSenderName, "");
            form.consentRule = account.consentRule.name();
            form.askToTrack = account.askToTrack;
            form.pauseBouncePercent = String.valueOf(account.pauseBouncePercent);
            form.pauseComplaintPercent =
                    account.pauseComplaintPercent.stripTrailingZeros().toPlainString();
            form.pauseBlockedInRow = String.valueOf(account.pauseBlockedInRow);
            return form;
        }

        FormErrors check() {
            return new FormErrors()
                    .required("name", name, "Enter the name of your business.")
                    .atMost(200, "name", name)
                    .addIf(!TimeZones.isKnown(timeZone), "timeZone", "Choose a time zone.")
                    .required("senderName", senderName, "Enter a sender name.")
                    .atMost(200, "senderName", senderName)
                    .atMost(200, "serviceSenderName", serviceSenderName)
                    .addIf(
                            Arrays.stream(ConsentRule.values())
                                    .noneMatch(rule -> rule.name().equals(consentRule)),
                            "consentRule",
                            "Choose a rule.")
                    .email("replyTo", replyTo)
                    .atMost(500, "postalAddress", postalAddress)
                    .addIf(
                            !WHOLE.matcher(pauseBouncePercent.strip()).matches()
                                    || Integer.parseInt(pauseBouncePercent.strip()) > 100,
                            "pauseBouncePercent",
                            "Enter a whole number from 0 to 100.")
                    .addIf(
                            !PERCENT.matcher(pauseComplaintPercent.strip()).matches(),
                            "pauseComplaintPercent",
                            "Enter a number from 0 to 99, such as 0.3.")
                    .addIf(
                            !WHOLE.matcher(pauseBlockedInRow.strip()).matches(),
                            "pauseBlockedInRow",
                            "Enter a whole number from 0 to 999.");
        }

        void writeTo(Account account) {
            account.name = name.strip();
            account.timeZone = timeZone;
            account.senderName = senderName.strip();
            account.replyTo = EmailAddress.normalise(replyTo).orElse(null);
            account.postalAddress = orNull(postalAddress);
            account.trackOpens = trackOpens;
            account.trackClicks = trackClicks;
            account.serviceSenderName = orNull(serviceSenderName);
            account.consentRule = ConsentRule.valueOf(consentRule);
            account.askToTrack = askToTrack;
            account.pauseBouncePercent = Integer.parseInt(pauseBouncePercent.strip());
            account.pauseComplaintPercent =
                    new BigDecimal(pauseComplaintPercent.strip().replace(',', '.'));
            account.pauseBlockedInRow = Integer.parseInt(pauseBlockedInRow.strip());
        }

        /** The rules to choose from. */
        public List<ConsentRule> rules() {
            return List.of(ConsentRule.values());
        }

        String summary() {
            return "sender " + senderName + ", replies to " + replyTo + ", time zone " + timeZone + ", opens "
                    + trackOpens + ", clicks " + trackClicks + ", consent " + consentRule + ", ask to track "
                    + askToTrack + ", pause at " + pauseBouncePercent + "% bounces, "
                    + pauseComplaintPercent + "% complaints, " + pauseBlockedInRow + " refusals in a row";
        }

        private static @Nullable String orNull(String text) {
            return text.isBlank() ? null : text.strip();
        }
    }
}
