package org.tidings.blast.look;

import jakarta.ws.rs.core.UriBuilder;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.LookJson;
import org.tidings.message.layout.ColourScheme;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;

/**
 * What the preview shows.
 *
 * @param light the address of the message on a light screen
 * @param dark the address of the message on a dark screen
 */
record Shown(Look look, String light, String dark) {

    static Shown of(LookForm form) {
        Look look = form.look();
        return new Shown(
                look,
                url(look, form.postalAddress, ColourScheme.LIGHT),
                url(look, form.postalAddress, ColourScheme.DARK));
    }

    /** The address of the picture, or null. */
    public @Nullable String logoUrl() {
        Logo logo = look.logo();
        return logo == null ? null : "/i/" + logo.source();
    }

    private static String url(Look look, String address, ColourScheme scheme) {
        return UriBuilder.fromPath("/settings/look/sample")
                .queryParam("look", "{look}")
                .queryParam("address", "{address}")
                .queryParam("scheme", "{scheme}")
                .build(LookJson.write(look), address, scheme)
                .toString();
    }
}
