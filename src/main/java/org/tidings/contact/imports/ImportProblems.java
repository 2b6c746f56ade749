package org.tidings.contact.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;

/** What an import could not read, in the order of the file. */
@ApplicationScoped
public class ImportProblems {

    /** What the download of the problems has beside the columns of the file. */
    public static final List<String> COLUMNS = List.of("problem_line", "problem_column", "problem");

    private static final TypeReference<List<String>> CELLS = new TypeReference<>() {};

    private final Transactions transactions;
    private final ObjectMapper json;

    ImportProblems(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * A problem with a row.
     *
     * @param column the heading; empty if the whole row is meant
     * @param cells the cells of the row
     */
    public record Problem(int line, int position, String column, String reason, List<String> cells) {}

    /** Problems after a line and position. Uses {@code contact_import_problem_pk}. */
    public List<Problem> after(ContactImport task, int line, int position, int limit) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select line, position, column_name, reason, cells from contact_import_problem"
                            + " where import_id = ? and line >= ? and (line > ? or position > ?) order by line, position limit ?")) {
                select.setLong(1, task.id);
                select.setInt(2, line);
                select.setInt(3, line);
                select.setInt(4, position);
                select.setInt(5, limit);
                List<Problem> problems = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        problems.add(new Problem(
                                row.getInt(1),
                                row.getInt(2),
                                row.getString(3),
                                row.getString(4),
                                cells(row.getString(5))));
                    }
                }
                return problems;
            }
        });
    }

    private List<String> cells(String text) {
        try {
            return json.readValue(text, CELLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
