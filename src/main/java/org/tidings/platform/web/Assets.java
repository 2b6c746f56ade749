package org.tidings.platform.web;

import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * URLs of stylesheets, scripts and images for templates: {@code {asset:own('app.css')}} and
 * {@code {asset:webjar('htmx.org', 'dist/htmx.min.js')}}. The URLs change with the content, so browsers can cache the files indefinitely.
 * The version of a webjar is read from its pom.properties; it is declared only in the build.
 */
@TemplateExtension(namespace = "asset")
final class Assets {

    private static final Map<String, String> OWN = new ConcurrentHashMap<>();
    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

    private Assets() {}

    static String own(String name) {
        return OWN.computeIfAbsent(name, Assets::fingerprinted);
    }

    static String webjar(String artifact, String path) {
        String version = VERSIONS.computeIfAbsent(artifact, Assets::version);
        return "/webjars/" + artifact + "/" + version + "/" + path;
    }

    /** The content of the import map; in a template, {@code {asset:importMap.raw}}. */
    static String importMap() {
        return ImportMap.TEXT;
    }

    /** The display form of a constant: {@code DELIVERY} becomes "Delivery". */
    static String word(Object name) {
        String text = name.toString();
        return text.substring(0, 1) + text.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String fingerprinted(String name) {
        try (InputStream content = open("META-INF/resources/" + name)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return "/" + name + "?v=" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private static String version(String artifact) {
        try (InputStream content = open("META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(content);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream content = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
        if (content == null) {
            throw new IllegalArgumentException("Not on the class path: " + resource);
        }
        return content;
    }
}
