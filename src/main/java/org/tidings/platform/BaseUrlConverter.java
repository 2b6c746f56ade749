package org.tidings.platform;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads an absolute {@code http(s)} address and drops slashes at its end, so that paths can simply be appended. */
public final class BaseUrlConverter implements Converter<URI> {
    @Override
    public URI convert(String value) {
        var url = URI.create(value.strip().replaceFirst("/+$", ""));
        var scheme = url.getScheme();
        if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "tidings.base-url must look like https://mail.example.com, not " + value);
        }
        return url;
    }
}
