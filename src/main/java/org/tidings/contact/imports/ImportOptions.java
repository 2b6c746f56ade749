package org.tidings.contact.imports;

import java.util.List;
import org.tidings.contact.ContactUpserts;

/**
 * How to read a file of people.
 *
 * @param headings the heading of each column
 * @param columns for each column of the file the name of a {@link org.tidings.contact.PersonColumn}, {@link #FIELD} or {@link #SKIP}
 * @param dayFirst whether 2/5/2018 is 2 May
 * @param doNotMail whether the file lists people who must not get marketing mail; nobody is added or changed otherwise
 * @param region the country of phone numbers without a country code, ISO 3166-1 alpha-2
 */
public record ImportOptions(
        List<String> headings,
        List<String> columns,
        ContactUpserts.Mode mode,
        boolean dayFirst,
        boolean doNotMail,
        String region) {

    /** The column becomes a custom field, named like its heading. */
    public static final String FIELD = "FIELD";

    /** The column is not imported. */
    public static final String SKIP = "SKIP";

    public ImportOptions {
        headings = List.copyOf(headings);
        columns = List.copyOf(columns);
    }
}
