package org.tidings.blast.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.Role;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.outbox.SimulatedInbox;

/** Teachers write to their own classes and see no addresses. */
@QuarkusTest
class TeachTest {

    @Inject
    TestAccounts accounts;

    private final String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@home.example";
    private TestAccounts.Person dana;
    private TestAccounts.Person lee;
    private String own;
    private String foreign;

    @BeforeEach
    void createATeacherOfOneOfTwoClasses() {
        dana = accounts.owner();
        lee = accounts.member(dana.accountId(), Role.TEACHER);
        teaches(lee, "Lee Park");
        own = newClass("Tumbling", "lee park ");
        foreign = newClass("Beam", "Kim");
        String ann = created(dana.browser()
                .formParam("firstName", "Ann")
                .formParam("lastName", "Lee")
                .formParam("email", email)
                .post("/people/new"));
        assertThat(ann).isNotEmpty();
        dana.browser()
                .formParam("who", "Ann")
                .post("/classes/" + own + "/add")
                .then()
                .statusCode(303);
    }

    @Test
    void teacherStartsAtTheirClassesAndSeesNothingElse() {
        lee.browser().get("/tasks").then().statusCode(303).header("Location", containsString("/teach"));
        lee.browser()
                .get("/teach")
                .then()
                .statusCode(200)
                .body(
                        containsString("Tumbling"),
                        not(containsString("Beam")),
                        not(containsString(email)),
                        not(containsString("href=\"/people")),
                        not(containsString("Find a person")));
        for (String page : List.of(
                "/people", "/blasts/new", "/invalid", "/simulator", "/overview", "/classes", "/settings/staff")) {
            lee.browser().get(page).then().statusCode(403);
        }
    }

    @Test
    void classOfSomebodyElseDoesNotExist() {
        lee.browser().get("/teach/" + own).then().statusCode(200).body(containsString("Write to Tumbling"));
        lee.browser().get("/teach/" + foreign).then().statusCode(404);
        write(lee, foreign, "Hello").then().statusCode(404);
        teaches(lee, "");
        lee.browser().get("/teach/" + own).then().statusCode(404);
    }

    @Test
    void messageWaitsForAManagerWhoSendsIt() {
        write(lee, own, "").then().statusCode(422).body(containsString("Enter a subject."));
        write(lee, own, "Bring grips").then().statusCode(303);
        Blast draft = onlyBlast();
        assertThat(draft.state).isEqualTo(BlastState.DRAFT);
        assertThat(draft.audience).contains(own).doesNotContain(foreign);
        assertThat(draft.html).contains("<p>Hello</p>");
        lee.browser().get("/teach").then().body(containsString("Waits for a manager"));
        assertThat(new SimulatedInbox(dana).awaitPath(dana.email(), "/blasts/\\w{26}/review"))
                .contains(draft.publicId);
        lee.browser().get("/blasts/" + draft.publicId + "/review").then().statusCode(403);
        lee.browser().post("/blasts/" + draft.publicId + "/send").then().statusCode(403);

        dana.browser()
                .formParam("version", versionOf(draft))
                .post("/blasts/" + draft.publicId + "/send")
                .then()
                .statusCode(303);

        await().atMost(Duration.ofSeconds(30)).until(() -> onlyBlast().state == BlastState.COMPLETED);
        assertThat(new SimulatedInbox(dana).awaitSource(email, 1)).contains("Bring grips");
        lee.browser().get("/teach").then().body(containsString(">Sent<"), not(containsString(email)));
    }

    @Test
    void withoutApprovalTheMessageLeavesAtOnce() {
        dana.browser().post("/settings/staff/teachers").then().statusCode(303);
        write(lee, own, "Bring grips").then().statusCode(303);
        await().atMost(Duration.ofSeconds(30)).until(() -> onlyBlast().state == BlastState.COMPLETED);
        assertThat(new SimulatedInbox(dana).awaitSource(email, 1)).contains("Bring grips");
    }

    @Test
    void teacherNeedsTheNameInTheClasses() {
        dana.browser()
                .formParam("name", "Coach")
                .formParam("email", UlidCreator.getMonotonicUlid().toLowerCase() + "@riverside.example")
                .formParam("role", "TEACHER")
                .post("/settings/staff")
                .then()
                .statusCode(422)
                .body(containsString("as it is written in the classes"));
    }

    @Test
    void formThatIsSubmittedTwiceWritesOnce() {
        String form = lee.browser().get("/teach/" + own).asString();
        String id = Jsoup.parse(form).select("main input[name=id]").val();
        for (int press = 1; press <= 2; press++) {
            lee.browser()
                    .formParam("id", id)
                    .formParam("subject", "Bring grips")
                    .formParam("text", "Hello")
                    .post("/teach/" + own)
                    .then()
                    .statusCode(303)
                    .header("Location", endsWith("/teach"));
        }
        assertThat(onlyBlast().publicId).isEqualTo(id);
    }

    @Test
    void twoPressesAtOnceWriteOnce() throws Exception {
        String id = UlidCreator.getMonotonicUlid().toString();
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Integer> press = () -> {
            start.await(10, TimeUnit.SECONDS);
            return lee.browser()
                    .formParam("id", id)
                    .formParam("subject", "Bring grips")
                    .formParam("text", "Hello")
                    .post("/teach/" + own)
                    .statusCode();
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Integer> status : threads.invokeAll(List.of(press, press), 30, TimeUnit.SECONDS)) {
                assertThat(status.get()).isEqualTo(303);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(onlyBlast().publicId).isEqualTo(id);
    }

    @Test
    void classThatNobodyAttendsIsNotWrittenTo() {
        String empty = newClass("Vault", "Lee Park");
        Document page = Jsoup.parse(write(lee, empty, "Bring grips")
                .then()
                .statusCode(422)
                .extract()
                .asString());
        assertThat(page.select("main .alert").text())
                .isEqualTo("No one would get this: nobody is enrolled in Vault or on trial today.");
        assertThat(page.select("main input[name=subject]").val()).isEqualTo("Bring grips");
        assertThat(page.select("main textarea[name=text]").text()).isEqualTo("Hello");
        dana.browser()
                .formParam("firstName", "Bo")
                .formParam("lastName", "Berg")
                .post("/people/new")
                .then()
                .statusCode(303);
        dana.browser()
                .formParam("who", "Bo")
                .post("/classes/" + empty + "/add")
                .then()
                .statusCode(303);
        write(lee, empty, "Bring grips")
                .then()
                .statusCode(422)
                .body(containsString("nobody in Vault can be reached by email."));
        assertThat(numberOfBlasts()).isZero();
    }

    private String versionOf(Blast draft) {
        Matcher version = Pattern.compile("name=\"version\" value=\"([^\"]+)\"")
                .matcher(dana.browser()
                        .get("/blasts/" + draft.publicId + "/review")
                        .asString());
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static Response write(TestAccounts.Person by, String to, String subject) {
        return by.browser()
                .formParam("subject", subject)
                .formParam("text", "Hello")
                .post("/teach/" + to);
    }

    private String newClass(String name, String teacher) {
        return created(dana.browser()
                .formParam("name", name)
                .formParam("teacher", teacher)
                .formParam("weekday", "2")
                .formParam("startsAt", "16:00")
                .post("/classes/new"));
    }

    private static String created(Response answer) {
        String path = URI.create(answer.then().statusCode(303).extract().header("Location"))
                .getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Transactional
    void teaches(TestAccounts.Person person, String name) {
        StaffMember.byId(person.accountId(), person.staffId()).orElseThrow().teaches = name;
    }

    @Transactional
    long numberOfBlasts() {
        return Blast.count("accountId", dana.accountId());
    }

    @Transactional
    Blast onlyBlast() {
        return Blast.<Blast>find("accountId", dana.accountId()).singleResult();
    }
}
