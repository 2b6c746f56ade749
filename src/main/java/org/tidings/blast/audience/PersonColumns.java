package org.tidings.blast.audience;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Audience;
import org.tidings.platform.EmailAddress;

/** Maps the columns of a table by its header row. Columns that are neither address nor name become custom fields. */
final class PersonColumns {

    static final String PROBLEM = "Not an email address";

    private static final Set<String> EMAIL =
            Set.of("email", "e_mail", "mail", "email_address", "e_mail_address", "emailaddress");
    private static final Set<String> FIRST = Set.of("first_name", "firstname", "first", "given_name", "forename");
    private static final Set<String> LAST = Set.of("last_name", "lastname", "last", "surname", "family_name");
    private static final Set<String> WHOLE = Set.of("name", "full_name", "fullname", "display_name");

    private final int email;
    private final int first;
    private final int last;
    private final int whole;
    private final Map<Integer, String> fields = new LinkedHashMap<>();

    private PersonColumns(List<String> names) {
        email = position(names, EMAIL);
        first = position(names, FIRST);
        last = position(names, LAST);
        whole = position(names, WHOLE);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = FieldName.of(names.get(i));
            if (i != email && i != first && i != last && i != whole && !name.isEmpty() && known.add(name)) {
                fields.put(i, name);
            }
        }
    }

    /** Empty if there is no address column. */
    static Optional<PersonColumns> of(List<String> headings) {
        List<String> names = headings.stream()
                .map(heading -> heading.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_"))
                .toList();
        PersonColumns columns = new PersonColumns(names);
        return columns.email < 0 ? Optional.empty() : Optional.of(columns);
    }

    /** Reads the person in a row. Missing cells at the end are empty. All fields are present, even if empty. */
    Audience.Entry read(List<String> row, int line) {
        String typed = cell(row, email).replace("\u00a0", " ").strip();
        Optional<String> address = EmailAddress.normalise(typed);
        PersonName name = whole >= 0 && first < 0 && last < 0
                ? PersonName.of(cell(row, whole))
                : PersonName.of(cell(row, first), cell(row, last));
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach(
                (position, field) -> values.put(field, cell(row, position).strip()));
        return new Audience.Entry(
                line, address.orElse(asTyped(typed, line)), name.first(), name.last(), values, problem(typed, address));
    }

    /** Rows without an address are different people; the line number makes them distinct. */
    private static String asTyped(String typed, int line) {
        return typed.isEmpty() ? "(nothing, line " + line + ")" : typed;
    }

    private static @Nullable String problem(String typed, Optional<String> address) {
        if (address.isPresent()) {
            return null;
        }
        return typed.isEmpty() ? "No email address in this row" : PROBLEM;
    }

    private static String cell(List<String> row, int position) {
        return position >= 0 && position < row.size() ? row.get(position) : "";
    }

    private static int position(List<String> names, Set<String> wanted) {
        for (int i = 0; i < names.size(); i++) {
            if (wanted.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
