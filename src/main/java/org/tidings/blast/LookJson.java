package org.tidings.blast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.message.layout.Colour;
import org.tidings.message.layout.FontPair;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;

/**
 * A look as it is stored, for example
 *
 * <pre>{"main": "#0b5cad", "background": "#f3f4f6", "fonts": "SYSTEM", "headerText": "", "language": "en",
 *  "logo": {"image": "01JD...", "width": 180, "height": 60}, "links": {"WEBSITE": "https://riverside.example/"}}</pre>
 */
public final class LookJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LookJson() {}

    public static String write(Look look) {
        return json(look).toString();
    }

    /** Reads what {@link #write} wrote; null is {@link Look#STANDARD}. */
    public static Look read(@Nullable String json) {
        return json == null ? Look.STANDARD : look(parse(json));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Not a look: " + json, broken);
        }
    }

    static ObjectNode json(Look look) {
        ObjectNode json = JSON.createObjectNode()
                .put("main", look.main().hex())
                .put("background", look.background().hex())
                .put("fonts", look.fonts().name())
                .put("headerText", look.headerText())
                .put("language", look.language());
        Logo logo = look.logo();
        if (logo != null) {
            json.putObject("logo")
                    .put("image", logo.source())
                    .put("width", logo.width())
                    .put("height", logo.height());
        }
        ObjectNode links = json.putObject("links");
        look.links().forEach((network, url) -> links.put(network.name(), url));
        return json;
    }

    /** What another release wrote and this one does not know is replaced by the standard. */
    static Look look(JsonNode json) {
        Map<SocialNetwork, String> links = new EnumMap<>(SocialNetwork.class);
        for (SocialNetwork network : SocialNetwork.values()) {
            String url = json.path("links").path(network.name()).asText();
            if (!url.isEmpty()) {
                links.put(network, url);
            }
        }
        JsonNode logo = json.path("logo");
        return new Look(
                Colour.parse(json.path("main").asText()).orElse(Look.STANDARD.main()),
                Colour.parse(json.path("background").asText()).orElse(Look.STANDARD.background()),
                Arrays.stream(FontPair.values())
                        .filter(pair -> pair.name().equals(json.path("fonts").asText()))
                        .findFirst()
                        .orElse(Look.STANDARD.fonts()),
                json.path("headerText").asText(),
                logo.isObject()
                        ? new Logo(
                                logo.path("image").asText(),
                                logo.path("width").asInt(),
                                logo.path("height").asInt())
                        : null,
                links,
                json.path("language").asText(Look.STANDARD.language()));
    }
}
