package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings page for the account's API keys. */
@Path("/settings/api-keys")
class ApiKeysPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Row> keys, @Nullable String made, String name, Map<String, String> errors);
    }

    /** @param maker who created the key */
    record Row(ApiKey key, String maker) {}

    private final CurrentStaff current;
    private final ApiKeys keys;
    private final FlashMessage flash;

    ApiKeysPage(CurrentStaff current, ApiKeys keys, FlashMessage flash) {
        this.current = current;
        this.keys = keys;
        this.flash = flash;
    }

    @GET
    public TemplateInstance list() {
        return page(null, "", new FormErrors());
    }

    /** Does not redirect: this response is the only one that shows the key. */
    @POST
    public Response create(@RestForm @DefaultValue("") String name) {
        FormErrors errors = new FormErrors()
                .required("name", name, "Enter what the key is for.")
                .atMost(200, "name", name);
        if (!errors.isEmpty()) {
            return Response.status(422).entity(page(null, name, errors)).build();
        }
        String made = keys.create(current.accountId(), current.staffId(), name.strip());
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(page(made, "", errors)).cacheControl(never).build();
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

    private TemplateInstance page(@Nullable String made, String name, FormErrors errors) {
        long account = current.accountId();
        List<Row> rows = ApiKey.ofAccount(account).stream()
                .map(key -> new Row(key, maker(key)))
                .toList();
        return Templates.list(rows, made, name, errors.byField());
    }

    private static String maker(ApiKey key) {
        return key.staffId == null
                ? "the configuration"
                : StaffMember.byId(key.accountId, key.staffId)
                        .map(staff -> staff.name)
                        .orElse("a former staff member");
    }
}
