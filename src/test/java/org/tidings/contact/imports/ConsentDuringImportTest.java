package org.tidings.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

/** Whoever said no gets no marketing, whatever else happens to the address at that moment. */
@QuarkusTest
class ConsentDuringImportTest {

    private static final int PEOPLE = 200;

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @Test
    void importsEditsAndBlastsAtTheSameTimeNeverLiftANo() throws Exception {
        owner = accounts.owner();
        imported();
        List<String> contacts =
                owner.program().get("/api/v1/contacts?limit=1000").path("items.id");
        assertThat(contacts).hasSize(PEOPLE);
        List<Callable<Object>> work = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person += 2) {
            String email = email(person);
            work.add(() -> says(email));
        }
        for (int times = 0; times < 2; times++) {
            work.add(this::imported);
            work.add(this::blast);
        }
        for (String contact : contacts.subList(0, 40)) {
            work.add(() -> edited(contact));
        }
        allAtOnce(work);

        String last = blast();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> owner.program().get("/api/v1/blasts/" + last).path("state"), "COMPLETED"::equals);
        List<String> left = owner.program()
                .get("/api/v1/blasts/" + last + "/recipients?status=UNSUBSCRIBED&limit=1000")
                .path("items.email");
        assertThat(left)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PEOPLE / 2)
                        .mapToObj(half -> email(2 * half))
                        .toList());
    }

    private static String email(int person) {
        return "p" + person + "@consent.example";
    }

    private Object says(String email) {
        return owner.program()
                .contentType(ContentType.JSON)
                .body("{\"kind\": \"MARKETING\", \"granted\": false, \"how\": \"phone\"}")
                .put("/api/v1/addresses/" + email + "/consent")
                .then()
                .statusCode(200);
    }

    /** Each row claims that the person wants marketing. */
    private Object imported() {
        StringBuilder file = new StringBuilder("email,first_name,marketing\n");
        for (int person = 0; person < PEOPLE; person++) {
            file.append(email(person)).append(",P").append(person).append(",yes\n");
        }
        String task = owner.program()
                .contentType("text/csv")
                .body(file.toString())
                .post("/api/v1/contacts/import")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> owner.program().get("/api/v1/tasks/" + task).path("state"), "COMPLETED"::equals);
        return task;
    }

    private Object edited(String contact) {
        return owner.program()
                .contentType(ContentType.JSON)
                .body("{\"lastName\": \"Lee\"}")
                .patch("/api/v1/contacts/" + contact)
                .then()
                .statusCode(200);
    }

    private String blast() {
        return owner.program()
                .contentType(ContentType.JSON)
                .body("{\"subject\": \"News\", \"html\": \"<p>Hi</p>\", \"audience\": {\"everyone\": true}}")
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void allAtOnce(List<Callable<Object>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
