package org.tidings.platform.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API error, {@code application/problem+json} (RFC 9457, section 3). The type is always {@code about:blank}: the status identifies the
 * error, the detail describes it.
 *
 * @param extra further members, such as {@code violations}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @JsonIgnore Map<String, Object> extra) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, @Nullable String detail) {
        return of(status, detail, Map.of());
    }

    public static Problem of(int status, @Nullable String detail, Map<String, Object> extra) {
        return new Problem("about:blank", title(status), status, detail, extra);
    }

    private static String title(int status) {
        if (status == 422) {
            return "Unprocessable Content"; // RFC 9110, section 15.5.21; newer than Jakarta REST's list
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    @JsonAnyGetter
    public Map<String, Object> members() {
        return extra;
    }
}
