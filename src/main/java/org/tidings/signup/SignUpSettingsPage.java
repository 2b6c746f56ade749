package org.tidings.signup;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.account.SignUpSettings;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings of the public sign-up form: whether it is open, its address and its words. */
@Path("/settings/sign-up")
@Produces(MediaType.TEXT_HTML)
class SignUpSettingsPage {

    private static final Pattern SHORT_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final int LONGEST_SHORT_NAME = 40;
    private static final int LONGEST_WORDS = 1_000;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance settings(Form form, @Nullable String link, Map<String, String> errors);
    }

    private final CurrentStaff current;
    private final SignUpSettings settings;
    private final PlatformConfig platform;
    private final AuditTrail audit;
    private final FlashMessage flash;

    SignUpSettingsPage(
            CurrentStaff current,
            SignUpSettings settings,
            PlatformConfig platform,
            AuditTrail audit,
            FlashMessage flash) {
        this.current = current;
        this.settings = settings;
        this.platform = platform;
        this.audit = audit;
        this.flash = flash;
    }

    /** The submitted fields. */
    static class Form {

        @RestForm
        @DefaultValue("")
        public String shortName = "";

        @RestForm
        @DefaultValue("false")
        public boolean open;

        @RestForm
        @DefaultValue("")
        public String words = "";

        static Form of(Account account) {
            Form form = new Form();
            form.shortName = Objects.requireNonNullElse(account.shortName, suggestion(account.name));
            form.open = account.signUp;
            form.words = SignUp.words(account);
            return form;
        }

        FormErrors check() {
            return new FormErrors()
                    .required("shortName", shortName, "Enter a short name.")
                    .addIf(
                            !SHORT_NAME.matcher(shortName.strip()).matches(),
                            "shortName",
                            "Use at most 40 lower-case letters, digits and hyphens, such as riverside-gym.")
                    .required("words", words, "Enter what people agree to.")
                    .atMost(LONGEST_WORDS, "words", words);
        }

        /** The name of the business as a short name; empty if it has no Latin letters. */
        private static String suggestion(String business) {
            String plain = Normalizer.normalize(business, Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\p{M}+", "")
                    .replaceAll("[^a-z0-9]+", "-");
            String cut = plain.substring(0, Math.min(plain.length(), LONGEST_SHORT_NAME));
            return cut.replaceAll("^-|-$", "");
        }
    }

    @GET
    @Transactional
    public TemplateInstance show() {
        return page(Form.of(account()), Map.of());
    }

    @POST
    @Transactional
    public Response save(@BeanParam Form form) {
        FormErrors errors = form.check();
        String shortName = form.shortName.strip();
        if (errors.isEmpty() && !settings.save(current.accountId(), shortName, form.open, ownWords(form))) {
            errors.add("shortName", "This name is taken. Choose another one.");
        }
        if (!errors.isEmpty()) {
            return Response.status(422).entity(page(form, errors.byField())).build();
        }
        audit.record(
                current.accountId(),
                current.staffId(),
                "sign-up.changed",
                shortName,
                (form.open ? "open: " : "closed: ") + form.words.strip());
        flash.show(form.open ? "Saved. The form is open." : "Saved. The form is closed.");
        return Response.seeOther(URI.create("/settings/sign-up")).build();
    }

    /** Null for the default words, which follow the name of the business. */
    private @Nullable String ownWords(Form form) {
        Account standard = new Account(account().name, "UTC", account().createdAt);
        String words = form.words.strip();
        return words.equals(SignUp.words(standard)) ? null : words;
    }

    private TemplateInstance page(Form form, Map<String, String> errors) {
        String shortName = account().shortName;
        return Templates.settings(form, shortName == null ? null : platform.baseUrl() + "/join/" + shortName, errors);
    }

    private Account account() {
        return Objects.requireNonNull(Account.<Account>findById(current.accountId()));
    }
}
