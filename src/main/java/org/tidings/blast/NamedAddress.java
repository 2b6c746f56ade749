package org.tidings.blast;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** A recipient for lists on the review page: "Ann Lee, ann@example.org", or the address alone. */
final class NamedAddress {

    private NamedAddress() {}

    /** Reads the columns email, first_name and last_name. */
    static String of(ResultSet row) throws SQLException {
        String email = row.getString("email");
        String name = (Objects.requireNonNullElse(row.getString("first_name"), "") + " "
                        + Objects.requireNonNullElse(row.getString("last_name"), ""))
                .strip();
        return name.isEmpty() ? email : name + ", " + email;
    }
}
