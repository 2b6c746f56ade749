package org.tidings.account;

import io.quarkus.qute.TemplateExtension;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** Time zones to choose from, by the names people know: {@code {zones:all}}. */
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

    /** The machine's own zone where it has a name, for a form that nobody has filled in yet. */
    static String own() {
        String id = ZoneId.systemDefault().getId();
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
