package org.tidings.platform.web;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Formats numbers for staff: "5,000". In templates {@code {number:of(count)}}. */
@TemplateExtension(namespace = "number")
public final class Numbers {

    private Numbers() {}

    /** With separators of thousands, in any locale of the server. */
    public static String of(Number number) {
        return String.format(Locale.ROOT, "%,d", number.longValue());
    }

    /** A number and its thing, such as "1 person" or "5,000 people". */
    public static String of(long number, String one, String many) {
        return of(number) + " " + (number == 1 ? one : many);
    }
}
