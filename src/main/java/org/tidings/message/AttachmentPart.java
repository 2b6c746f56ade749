package org.tidings.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** A file as a body part: written once a blast and shared by everyone's message. */
final class AttachmentPart {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII));
    private static final Pattern TYPE = Pattern.compile("(?i)(?!multipart/|message/)[a-z0-9!#$&^_.+-]{1,100}/"
            + "[a-z0-9!#$&^_.+-]{1,100}(\\s*;\\s*[a-z0-9-]{1,40}=[a-z0-9!#$&^_.+-]{1,100}){0,3}");
    private static final Pattern NOT_IN_CONTENT_ID = Pattern.compile("[^!-~]|[<>]");

    private AttachmentPart() {}

    /** Appends header and body, without a line end after them. */
    static void append(MimeBuffer out, Attachment file) {
        StringBuilder header = new StringBuilder();
        header.append("Content-Type: ")
                .append(file.typeHeader())
                .append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: ")
                .append(file.dispositionHeader());
        String contentId = file.contentId();
        if (contentId != null) {
            header.append("\r\nContent-ID: <")
                    .append(NOT_IN_CONTENT_ID.matcher(contentId).replaceAll(""))
                    .append('>');
        }
        header.append("\r\n\r\n");
        out.putAscii(header.toString());
        out.put(BASE64.encode(file.content()));
    }

    /** Messages and multiparts must not be base64 (RFC 2046 sections 5.1 and 5.2.1), so they travel as plain files. */
    static String type(String typed) {
        String type = typed.strip();
        return TYPE.matcher(type).matches() ? type : "application/octet-stream";
    }
}
