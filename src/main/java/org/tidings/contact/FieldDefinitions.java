package org.tidings.contact;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The custom fields that an account has defined. Every other name is a text field. */
public final class FieldDefinitions {

    private final Map<String, CustomField> byName = new LinkedHashMap<>();

    public FieldDefinitions(Collection<CustomField> fields) {
        fields.forEach(field -> byName.put(key(field.name()), field));
    }

    /** By name. */
    public List<CustomField> all() {
        return List.copyOf(byName.values());
    }

    /** The field with this name in any case. The result has the name as it was defined, which is the key of the value. */
    public CustomField get(String name) {
        CustomField field = byName.get(key(name));
        return field == null ? CustomField.text(name.strip()) : field;
    }

    public boolean isDefined(String name) {
        return byName.containsKey(key(name));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
