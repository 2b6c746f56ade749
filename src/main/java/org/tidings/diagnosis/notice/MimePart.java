package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One part of a message: a multipart with children, or a leaf with a body. */
final class MimePart {

    private static final Pattern TYPE = Pattern.compile("^\\s*([\\w.+-]{1,60}/[\\w.+-]{1,60})");

    private static final Pattern BOUNDARY = parameterNamed("boundary");
    private static final Pattern CHARSET = parameterNamed("charset");

    private static final Pattern MESSAGE_FILE = Pattern.compile("(?i)name\\s{0,8}=\\s{0,8}\"?[^\";]{0,200}\\.eml\\b");

    private final Headers headers;
    private final byte[] body;
    private final List<MimePart> children;

    MimePart(Headers headers, byte[] body, List<MimePart> children) {
        this.headers = headers;
        this.body = body;
        this.children = children;
    }

    Headers headers() {
        return headers;
    }

    /** The undecoded body; for a multipart, the preamble. Not a copy. */
    byte[] body() {
        return body;
    }

    /** The parts of a multipart; a message inside a message is a leaf. */
    List<MimePart> children() {
        return children;
    }

    /** The media type in lower case; {@code text/plain} where there is none or a broken one (RFC 2045, section 5.2). */
    String type() {
        Matcher m = TYPE.matcher(headers.get("Content-Type"));
        return m.find() ? m.group(1).toLowerCase(Locale.ROOT) : "text/plain";
    }

    /** Whether it is a message, or a file that holds one. */
    boolean isMessage() {
        return type().equals("message/rfc822")
                || type().equals("message/global")
                || (type().equals("application/octet-stream")
                        && MESSAGE_FILE.matcher(names()).find());
    }

    private String names() {
        return headers.get("Content-Type") + ";" + headers.get("Content-Disposition");
    }

    String boundary() {
        return parameter(BOUNDARY);
    }

    String charset() {
        return parameter(CHARSET);
    }

    /** A parameter of the media type, or an empty string. */
    private String parameter(Pattern named) {
        Matcher m = named.matcher(headers.get("Content-Type"));
        if (!m.find()) {
            return "";
        }
        return m.group(1) != null ? m.group(1) : m.group(2);
    }

    private static Pattern parameterNamed(String name) {
        return Pattern.compile("(?i)[;\\s]" + name + "\\s*=\\s*(?:\"([^\"]{0,200})\"|([^\\s;\"]{1,200}))");
    }

    /** This part and all below it, in the message's order. */
    Stream<MimePart> walk() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(MimePart::walk));
    }

    /** The body as text, decoded and cut to what a notice needs. */
    String text() {
        return BodyText.of(this);
    }
}
