package org.tidings.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is told about one event.
 *
 * @param key names the event in the whole installation; recording it again makes no second message
 * @param email the address that the data name
 * @param data without members that are null
 */
record HookMessage(
        HookEvent event,
        long accountId,
        String key,
        Instant at,
        @Nullable String email,
        Map<String, Object> data) {

    private static final int ID_BYTES = 16;

    HookMessage {
        Map<String, Object> known = new LinkedHashMap<>(data);
        known.values().removeIf(Objects::isNull);
        data = known;
    }

    /** The {@code webhook-id}. */
    String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((event.type() + " " + key).getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of the request: {@code {"type", "timestamp", "data"}}. */
    String body(ObjectMapper json) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", event.type());
        body.put("timestamp", at.toString());
        body.put("data", data);
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
