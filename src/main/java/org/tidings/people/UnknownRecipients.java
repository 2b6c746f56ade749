package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.SpreadsheetCsv;

/** The recipients of a blast whose addresses belong to nobody in People. */
@ApplicationScoped
class UnknownRecipients {

    /** The headings of the file. */
    static final List<String> HEADINGS = List.of("first_name", "last_name", "email");

    private static final int CHUNK = 5_000;

    private final Transactions transactions;

    UnknownRecipients(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Row(int seq, String firstName, String lastName, String email) {}

    /** Writes them to a file that can be imported. @return their number */
    int write(long blastId, Path file) {
        try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            SpreadsheetCsv csv = new SpreadsheetCsv(text);
            csv.row(HEADINGS.toArray(new String[0]));
            int count = 0;
            List<Row> chunk = after(blastId, -1);
            while (!chunk.isEmpty()) {
                for (Row row : chunk) {
                    csv.row(row.firstName(), row.lastName(), row.email());
                }
                count += chunk.size();
                chunk = after(blastId, chunk.get(chunk.size() - 1).seq());
            }
            csv.flush();
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uses {@code recipient_pk} and {@code contact_address_fk_address}. */
    private List<Row> after(long blastId, int seq) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select r.seq, r.first_name, r.last_name, r.email from recipient r"
                            + " where r.blast_id = ? and r.seq > ? and r.address_id is not null and not exists"
                            + " (select 1 from contact_address l where l.address_id = r.address_id)"
                            + " order by r.seq limit ?")) {
                select.setLong(1, blastId);
                select.setInt(2, seq);
                select.setInt(3, CHUNK);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Row(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)));
                    }
                }
                return rows;
            }
        });
    }
}
