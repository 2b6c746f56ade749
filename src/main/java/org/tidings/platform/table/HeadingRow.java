package org.tidings.platform.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the headings: the first row that names an address column, else the first with several cells, else the last row above the first address.
 * Rows below the first person are not considered.
 */
final class HeadingRow {

    /** Rows that are not blank. Reports of studio software have up to ten lines above their headings. */
    private static final int SEARCHED = 40;

    /** "Mail" in the languages in which it is not written like that. */
    private static final Pattern MAIL = Pattern.compile("mail|courriel|correo|e-?post|sähköposti|почт|email|电子邮件|メール");

    private static final int LONGEST_HEADING = 60;

    private HeadingRow() {}

    static Optional<TableRow> find(TableRows rows) {
        TableRow several = null;
        TableRow last = null;
        for (int i = 0; i < SEARCHED && rows.hasNext(); i++) {
            TableRow row = rows.next();
            List<String> cells =
                    row.cells().stream().filter(cell -> !cell.isEmpty()).toList();
            if (cells.stream().anyMatch(HeadingRow::namesAddresses)) {
                return Optional.of(row);
            }
            boolean isPerson = cells.stream().anyMatch(cell -> isAddress(cell, cells.size()));
            if (isPerson) {
                last = last == null ? row : last;
                break;
            }
            several = several == null && cells.size() > 1 ? row : several;
            last = row;
        }
        return Optional.ofNullable(several == null ? last : several);
    }

    /** "Primary Email", but neither an address nor a sentence about addresses. */
    static boolean namesAddresses(String cell) {
        return cell.length() <= LONGEST_HEADING
                && cell.indexOf('@') < 0
                && cell.chars().filter(Character::isWhitespace).count() < 5
                && MAIL.matcher(cell.toLowerCase(Locale.ROOT)).find();
    }

    /** A title may name an address too: "Printed by office@example.org". */
    private static boolean isAddress(String cell, int cells) {
        return cell.indexOf('@') > 0 && (cells > 1 || cell.chars().noneMatch(Character::isWhitespace));
    }
}
