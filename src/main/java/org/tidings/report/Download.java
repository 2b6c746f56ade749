package org.tidings.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds Content-Disposition headers with non-ASCII file names (RFC 6266, section 4.3; RFC 8187). */
final class Download {

    private Download() {}

    static String disposition(String name) {
        String ascii = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
