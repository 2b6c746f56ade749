package org.tidings.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The addresses of the modules that scripts import by name. Browsers accept such a map only inside the page, so the security policy allows
 * exactly this text by its hash.
 */
final class ImportMap {

    private static final String PROSEMIRROR =
            "view state model transform commands keymap history schema-basic schema-list";

    /** The content of the script element. */
    static final String TEXT = text();

    /** For {@code script-src} of a policy. */
    static final String HASH = hash();

    private ImportMap() {}

    private static String text() {
        Map<String, String> modules = new LinkedHashMap<>();
        for (String part : PROSEMIRROR.split(" ", -1)) {
            modules.put("prosemirror-" + part, Assets.webjar("prosemirror-" + part, "dist/index.js"));
        }
        modules.put("orderedmap", Assets.webjar("orderedmap", "dist/index.js"));
        modules.put("rope-sequence", Assets.webjar("rope-sequence", "dist/index.js"));
        modules.put("w3c-keyname", Assets.webjar("w3c-keyname", "index.js"));
        modules.put("tidings/links", Assets.own("links.js"));
        modules.put("tidings/paste", Assets.own("paste.js"));
        return modules.entrySet().stream()
                .map(module -> "\"" + module.getKey() + "\":\"" + module.getValue() + "\"")
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
