package org.tidings.platform;

import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;

/**
 * The defaults of the JVM, made the same on every machine. Libraries that format without a locale would write digits, months,
 * even the years of another calendar in the language of the operating system.
 */
public final class JvmDefaults {
    private static final ZoneId SYSTEM_ZONE = ZoneId.systemDefault();

    private JvmDefaults() {}

    /** Called before anything else is started. */
    public static void fix() {
        Locale.setDefault(Locale.ENGLISH);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    /** The time zone of the machine. */
    public static ZoneId systemZone() {
        return SYSTEM_ZONE;
    }
}
