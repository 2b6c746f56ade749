package org.tidings.account;

import io.quarkus.qute.TemplateExtension;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.tidings.platform.JvmDefaults;

/** Time zones for select fields, without aliases and abbreviations: {@code {zones:all}}. */
@TemplateExtension(namespace = "zones")
final class TimeZones {

    private static final List<String> ALL = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*")
                    || id.equals("UTC"))
            .sorted()
            .toList();

    private TimeZones() {}

    static List<String> all() {
        return ALL;
    }

    /** The system's time zone, as the default of an empty form; UTC if it is not in the list. */
    static String systemDefault() {
        String id = JvmDefaults.systemZone().getId();
        return ALL.contains(id) ? id : "UTC";
    }

    static boolean isKnown(String id) {
        try {
            ZoneId.of(id);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
