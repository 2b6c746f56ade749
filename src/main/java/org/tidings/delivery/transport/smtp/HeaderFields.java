package org.tidings.delivery.transport.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.jdkim.api.Headers;

/** The header of a message for jDKIM: each field as it stands, folded lines included, without its last line end. */
record HeaderFields(List<String> fields) implements Headers {

    /** The header ends before the offset. */
    static HeaderFields of(byte[] octets, int bodyOffset) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i + 2 < bodyOffset; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n' && !isFolded(octets[i + 2])) {
                fields.add(new String(octets, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 2;
            }
        }
        return new HeaderFields(List.copyOf(fields));
    }

    private static boolean isFolded(byte next) {
        return next == ' ' || next == '\t';
    }

    /** Where the body begins, behind the empty line; the size where there is none. */
    static int bodyOffset(byte[] octets, int size) {
        for (int i = 0; i + 3 < size; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n' && octets[i + 2] == '\r' && octets[i + 3] == '\n') {
                return i + 4;
            }
        }
        return size;
    }

    @Override
    public List<String> getFields() {
        return fields;
    }

    @Override
    public List<String> getFields(String name) {
        return fields.stream().filter(field -> isNamed(field, name)).toList();
    }

    private static boolean isNamed(String field, String name) {
        int colon = field.indexOf(':');
        return colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name);
    }
}
