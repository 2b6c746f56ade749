package org.tidings.blast.audience;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.blast.Audience;
import org.tidings.contact.ColumnGuess;
import org.tidings.contact.MailboxCell;
import org.tidings.contact.PersonColumn;
import org.tidings.platform.table.TableRow;

/**
 * Maps the columns of a table by its headings. All columns of addresses are used; the name of a row belongs to the addresses in the first of them.
 * All columns but the first one of addresses and those of first and last names are custom fields too, and {@code name} is the whole name.
 */
final class PersonColumns {

    static final String PROBLEM = MailboxCell.NOT_AN_ADDRESS;

    private static final String WHOLE_NAME = "name";
    private static final int SHOWN = 80;

    private final List<Integer> emails = new ArrayList<>();
    private final int first;
    private final int last;
    private final int whole;
    private final Map<Integer, String> fields = new LinkedHashMap<>();

    private PersonColumns(List<String> headings) {
        List<Optional<PersonColumn>> guesses = ColumnGuess.of(headings);
        first = ofRecipient(headings, guesses, PersonColumn.FIRST_NAME);
        last = ofRecipient(headings, guesses, PersonColumn.LAST_NAME);
        whole = ofRecipient(headings, guesses, PersonColumn.NAME);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < headings.size(); i++) {
            if (guesses.get(i).equals(Optional.of(PersonColumn.EMAIL))) {
                emails.add(i);
            }
            boolean isPrimary = !emails.isEmpty() && emails.get(0) == i;
            String name = FieldName.of(headings.get(i));
            if (!isPrimary && i != first && i != last && !name.isEmpty() && known.add(name)) {
                fields.put(i, name);
            }
        }
    }

    /** -1 if there is none. The address beside the name of a student is that of a guardian, who is not greeted by that name. */
    private static int ofRecipient(List<String> headings, List<Optional<PersonColumn>> guesses, PersonColumn wanted) {
        int position = guesses.indexOf(Optional.of(wanted));
        return position >= 0 && ColumnGuess.isOfStudent(headings.get(position)) ? -1 : position;
    }

    /** Empty if there is no address column. */
    static Optional<PersonColumns> of(List<String> headings) {
        PersonColumns columns = new PersonColumns(headings);
        return columns.emails.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    /** The people in a row, at least one entry. All fields are present, even if empty. */
    List<Audience.Entry> read(TableRow row) {
        if (row.problem() != null) {
            String text = String.join(" ", row.cells()).strip();
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
            return List.of(new Audience.Entry(row.line(), shown, null, null, Map.of(), row.problem()));
        }
        PersonName name = whole >= 0 && first < 0 && last < 0
                ? PersonName.of(row.cell(whole))
                : PersonName.of(row.cell(first), row.cell(last));
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((position, field) -> values.put(field, row.cell(position)));
        if (whole >= 0) {
            values.putIfAbsent(WHOLE_NAME, row.cell(whole));
        }
        List<Audience.Entry> entries = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (int email : emails) {
            PersonName named = email == emails.get(0) ? name : PersonName.NONE;
            MailboxCell cell = MailboxCell.of(row.cell(email));
            for (String address : cell.addresses()) {
                if (given.add(address)) {
                    entries.add(new Audience.Entry(row.line(), address, named.first(), named.last(), values, null));
                }
            }
            for (MailboxCell.Problem problem : cell.problems()) {
                entries.add(new Audience.Entry(
                        row.line(), problem.typed(), named.first(), named.last(), values, problem.sentence()));
            }
        }
        if (entries.isEmpty()) { // such rows are different people, so the line makes them distinct
            entries.add(new Audience.Entry(
                    row.line(),
                    "(nothing, line " + row.line() + ")",
                    name.first(),
                    name.last(),
                    values,
                    "No email address in this row"));
        }
        return entries;
    }
}
