package org.tidings.contact.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.Enrolments;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * The students who attend the classes of a file today but are not in the file. If the file was the whole roster, they have left; only staff
 * know whether it was.
 */
@ApplicationScoped
public class MissingEnrolments {

    private final Transactions transactions;
    private final Enrolments enrolments;
    private final Imports imports;

    MissingEnrolments(Transactions transactions, Enrolments enrolments, Imports imports) {
        this.transactions = transactions;
        this.enrolments = enrolments;
        this.imports = imports;
    }

    /** A student who is not in the file. */
    public record Missing(
            long classId,
            String classPublicId,
            String className,
            long contactId,
            String contactPublicId,
            String name) {}

    /** By class and name. Uses {@code enrolment_ix_class}. */
    public List<Missing> of(ContactImport task) {
        if (!imports.isUndoable(task) || task.failed > 0) {
            return List.of(); // a row with a problem may name one of them
        }
        LocalDate today = imports.today(task);
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select distinct w.id, w.public_id, w.name, c.id,"
                            + " c.public_id, c.first_name, c.last_name from enrolment e"
                            + " join weekly_class w on w.id = e.class_id and w.account_id = ? join contact c on c.id = e.contact_id"
                            + " where e.status <> " + EnrolmentStatus.DROPPED.code()
                            + " and (e.import_id is null or e.import_id <> ?) and e.created_at <= ?"
                            + " and (e.from_day is null or e.from_day <= ?) and (e.until_day is null or e.until_day >= ?)"
                            + " and e.class_id in (select class_id from enrolment where import_id = ?)"
                            + " order by w.name, c.last_name, c.first_name, c.id")) {
                select.setLong(1, task.accountId);
                select.setLong(2, task.id);
                select.setObject(3, Utc.ofNullable(task.startedAt));
                select.setObject(4, today);
                select.setObject(5, today);
                select.setLong(6, task.id);
                List<Missing> missing = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        missing.add(new Missing(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getString(5),
                                (row.getString(6) + " " + row.getString(7)).strip()));
                    }
                }
                return missing;
            }
        });
    }

    /** Drops them from today on; returns their number. */
    @Transactional
    public int drop(ContactImport task) {
        List<Missing> missing = of(task);
        LocalDate today = imports.today(task);
        missing.forEach(student -> enrolments.drop(student.classId(), student.contactId(), today));
        return missing.size();
    }
}
