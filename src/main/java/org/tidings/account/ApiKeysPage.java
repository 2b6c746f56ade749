package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings page for the account's API keys. */
@Path("/settings/api-keys")
class ApiKeysPage {

    private static final int LONGEST_DAYS = 3_650;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Row> keys, @Nullable String made, Form form, Map<String, String> errors);
    }

    /**
     * A key.
     *
     * @param maker who created it
     * @param expired whether it does not work any more
     */
    record Row(ApiKey key, String maker, boolean expired) {

        public String scopes() {
            return key.scopes().size() == ApiScope.values().length
                    ? "everything"
                    : key.scopes().stream().map(ApiScope::key).collect(Collectors.joining(", "));
        }
    }

    /** The submitted fields. */
    static class Form {

        @RestForm
        @DefaultValue("")
        public String name = "";

        @RestForm
        public List<String> scope = new ArrayList<>();

        /** After so many days; 0 for never. */
        @RestForm
        @DefaultValue("0")
        public int days;

        /** An empty form, in which everything is chosen. */
        static Form empty() {
            Form form = new Form();
            form.all().forEach(one -> form.scope.add(one.key()));
            return form;
        }

        public List<ApiScope> all() {
            return List.of(ApiScope.values());
        }

        public boolean has(ApiScope one) {
            return scope.contains(one.key());
        }

        Set<ApiScope> scopes() {
            return scope.stream().flatMap(key -> ApiScope.of(key).stream()).collect(Collectors.toSet());
        }
    }

    private final CurrentStaff current;
    private final ApiKeys keys;
    private final FlashMessage flash;
    private final Clock clock;

    ApiKeysPage(CurrentStaff current, ApiKeys keys, FlashMessage flash, Clock clock) {
        this.clock = clock;
        this.current = current;
        this.keys = keys;
        this.flash = flash;
    }

    @GET
    public TemplateInstance list() {
        return page(null, Form.empty(), new FormErrors());
    }

    /** Does not redirect: this response is the only one that shows the key. */
    @POST
    public Response create(@BeanParam Form form) {
        FormErrors errors = new FormErrors()
                .required("name", form.name, "Enter what the key is for.")
                .atMost(200, "name", form.name)
                .addIf(form.scopes().isEmpty(), "scope", "Choose at least one.")
                .addIf(form.days < 0 || form.days > LONGEST_DAYS, "days", "Choose one of the times.");
        if (!errors.isEmpty()) {
            return Response.status(422).entity(page(null, form, errors)).build();
        }
        Instant expiresAt = form.days == 0 ? null : clock.instant().plus(Duration.ofDays(form.days));
        String made = keys.create(current.accountId(), current.staffId(), form.name.strip(), form.scopes(), expiresAt);
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(page(made, Form.empty(), errors)).cacheControl(never).build();
    }

    @POST
    @Path("{id}/revoke")
    public Response revoke(long id) {
        if (!keys.revoke(current.accountId(), current.staffId(), id)) {
            throw new NotFoundException();
        }
        flash.show("The key is revoked. Programs can no longer use it.");
        return Response.seeOther(URI.create("/settings/api-keys")).build();
    }

    private TemplateInstance page(@Nullable String made, Form form, FormErrors errors) {
        long account = current.accountId();
        Instant now = clock.instant();
        List<Row> rows = ApiKey.ofAccount(account).stream()
                .map(key -> new Row(key, maker(key), key.expiresAt != null && !now.isBefore(key.expiresAt)))
                .toList();
        return Templates.list(rows, made, form, errors.byField());
    }

    private static String maker(ApiKey key) {
        return key.staffId == null
                ? "the configuration"
                : StaffMember.byId(key.accountId, key.staffId)
                        .map(staff -> staff.name)
                        .orElse("a former staff member");
    }
}
