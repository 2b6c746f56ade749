package org.tidings.platform;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;

/** Parses an absolute {@code http} or {@code https} URL and removes trailing slashes; callers append paths to it. */
public final class BaseUrlConverter implements Converter<URI> {
    @Override
    public URI convert(String value) {
        var url = URI.create(value.strip().replaceFirst("(?<!/)/++$", ""));
        var scheme = url.getScheme();
        if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "tidings.base-url must be a URL such as https://mail.example.com, not " + value);
        }
        return url;
    }
}
