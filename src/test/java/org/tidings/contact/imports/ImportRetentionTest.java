package org.tidings.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.TestAccounts;

@QuarkusTest
class ImportRetentionTest {

    @Inject
    TestAccounts accounts;

    @Inject
    Imports imports;

    @Inject
    ImportRetention retention;

    @TempDir
    Path folder;

    @Test
    void endedImportsAndForgottenUploadsAreDeletedWhenTheirTimeIsOver() throws IOException {
        long accountId = accounts.owner().accountId();
        ContactImport recentUpload = aged(upload(accountId), ContactImport.State.NEW, Duration.ofDays(6));
        ContactImport oldUpload = aged(upload(accountId), ContactImport.State.NEW, Duration.ofDays(8));
        ContactImport recent = aged(upload(accountId), ContactImport.State.COMPLETED, Duration.ofDays(89));
        ContactImport old = aged(upload(accountId), ContactImport.State.COMPLETED, Duration.ofDays(91));
        retention.prune();
        assertThat(exists(recentUpload)).isTrue();
        assertThat(exists(oldUpload)).isFalse();
        assertThat(exists(recent)).isTrue();
        assertThat(exists(old)).isFalse();
    }

    private ContactImport upload(long accountId) throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), "first_name,email\nAnn,ann@example.org\n");
        return imports.upload(accountId, null, "people.csv", file);
    }

    private static ContactImport aged(ContactImport task, ContactImport.State state, Duration age) {
        Instant then = Instant.now().minus(age);
        QuarkusTransaction.requiringNew()
                .run(() -> ContactImport.update(
                        "state = ?1, createdAt = ?2, completedAt = ?3 where id = ?4",
                        state,
                        then,
                        state == ContactImport.State.NEW ? null : then,
                        task.id));
        return task;
    }

    private static boolean exists(ContactImport task) {
        return QuarkusTransaction.requiringNew().call(() -> ContactImport.count("id = ?1", task.id) > 0);
    }
}
