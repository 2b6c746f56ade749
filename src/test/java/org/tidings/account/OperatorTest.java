package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.tidings.account.LoginTest.anonymous;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.time.TestClock;

/** The operator's page: login, list, and further accounts. */
@QuarkusTest
class OperatorTest {

    private static final String PASSWORD = "only the operator of tests";
    private static final Pattern LINK = Pattern.compile("/login/password/[\\w-]{43}\\.[\\w-]{43}");

    private static final String ADD_PEOPLE =
            "insert into contact (public_id, account_id, first_name, last_name, phone, notes, created_at, updated_at)"
                    + " values (?, ?, 'Lee', 'Park', '', '', utc_timestamp(6), utc_timestamp(6))";

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    @Inject
    OperatorAccounts list;

    @Inject
    LoginThrottle throttle;

    @Inject
    PlatformConfig platform;

    @Inject
    TestClock clock;

    private final String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@lakeside.example";

    @AfterEach
    void allowAttemptsAgain() {
        clock.reset();
        transactions.callNew(connection -> {
            try (var delete = connection.prepareStatement("delete from login_failure")) {
                return delete.executeUpdate();
            }
        });
    }

    @Test
    void ownerOfAnAddedAccountChoosesAPasswordAndLogsIn() {
        Response page = add("Lakeside Swim School", "Lee Park", email);
        page.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(containsString("Lee Park is invited."), containsString("Lakeside Swim School"));
        choosePassword(page);

        Response in = anonymous()
                .formParam("email", email)
                .formParam("password", "a long password by the sea")
                .post("/login");
        in.then().statusCode(303);
        anonymous()
                .cookie("tidings-session", in.getCookie("tidings-session"))
                .get("/settings/audit")
                .then()
                .statusCode(200)
                .body(containsString("By the operator, on the operator"), containsString("Lakeside Swim School"));
    }

    @Test
    void listShowsOwnersAndNumbersAndNothingElse() {
        TestAccounts.Person dana = accounts.owner();
        int people = transactions.callNew(connection -> {
            try (var insert = connection.prepareStatement(ADD_PEOPLE)) {
                insert.setString(1, UlidCreator.getMonotonicUlid().toString());
                insert.setLong(2, dana.accountId());
                return insert.executeUpdate();
            }
        });
        OperatorAccounts.Row row = list.page(1).get(0);
        assertThat(row.id()).isEqualTo(dana.accountId());
        assertThat(row.people()).isEqualTo(people);
        assertThat(row.blasts()).isZero();
        assertThat(row.isInvited()).isFalse();
        operator()
                .get("/operator")
                .then()
                .statusCode(200)
                .body(
                        containsString(dana.email().substring(0, 26)),
                        containsString("Blasts sent"),
                        not(containsString("/people/")));
    }

    @Test
    void listIsPaged() {
        for (int i = 0; i <= OperatorAccounts.SIZE; i++) {
            accounts.owner();
        }
        operator().get("/operator").then().statusCode(200).body(containsString("/operator?page=2"));
        operator().get("/operator?page=2").then().statusCode(200).body(containsString("/operator?page=1"));
        operator().get("/operator?page=1000000").then().statusCode(200).body(containsString("no more accounts"));
    }

    @Test
    void lostInvitationIsMailedAgainUntilItIsAccepted() {
        Response page = add("Lakeside Swim School", "Lee Park", email);
        String first = link(page);
        String again = "/operator/accounts/" + accountOf(email) + "/invite";
        Response second = operator().post(again);
        assertThat(link(second)).isNotEqualTo(first);
        assertThat(invitations(accountOf(email)))
                .hasSize(2)
                .allMatch(entry -> entry.staffId == null && OperatorAccounts.BY_OPERATOR.equals(entry.detail));
        choosePassword(second);
        operator().post(again).then().statusCode(404);
        operator().post("/operator/accounts/999999999/invite").then().statusCode(404);
    }

    @Test
    void wrongDetailsAreRefusedAndStayInTheForm() {
        TestAccounts.Person dana = accounts.owner();
        add("", "Lee Park", email)
                .then()
                .statusCode(422)
                .body(containsString("Enter the name of the business."), containsString(email));
        add("Lakeside", "Lee Park", "lee").then().statusCode(422);
        add("Lakeside", "Lee Park", dana.email())
                .then()
                .statusCode(422)
                .body(containsString("Someone already logs in with this email address."));
        form("Lakeside", "Lee Park", email)
                .formParam("timeZone", "Mars/Olympus")
                .post("/operator")
                .then()
                .statusCode(422)
                .body(containsString("Choose a time zone."));
    }

    @Test
    void onlyThePasswordOpensThePage() {
        anonymous().get("/operator").then().statusCode(303).header("Location", endsWith("/operator/login"));
        accounts.owner().browser().get("/operator").then().statusCode(303);
        form(anonymous(), "Lakeside", "Lee Park", email)
                .post("/operator")
                .then()
                .statusCode(401)
                .body(containsString("Log in again"));
        attempt("").then().statusCode(401).body(containsString("Wrong password."));
        attempt(PASSWORD + " ").then().statusCode(401);
        attempt(PASSWORD)
                .then()
                .statusCode(303)
                .header("Set-Cookie", containsString("HTTPOnly"))
                .header("Set-Cookie", containsString("SameSite=Strict"))
                .header("Set-Cookie", containsString("Path=/operator"));
    }

    @Test
    void wrongPasswordsAreThrottled() {
        for (int i = 0; i < 5; i++) {
            attempt("wrong " + i).then().statusCode(401);
        }
        clock.advance(Duration.ofMinutes(-1)); // the wait is not over, however slow the machine is
        attempt(PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", not("0"))
                .body(containsString("Too many attempts. Wait"));
    }

    @Test
    void sessionEndsByLogoutAndAfterAnHour() {
        String session = logIn();
        browser(session).post("/operator/logout").then().statusCode(303);
        browser(session).get("/operator").then().statusCode(303);

        String other = logIn();
        browser(other).get("/operator").then().statusCode(200);
        clock.advance(OperatorAccess.LIFE.plusSeconds(1));
        browser(other).get("/operator").then().statusCode(303);
    }

    @Test
    void anotherPasswordEndsSessions() {
        String session = logIn();
        configure(Optional.of("another one for the operator"));
        browser(session).get("/operator").then().statusCode(303);
        attempt(PASSWORD).then().statusCode(401);
    }

    @Test
    void withoutAPasswordThereIsNoPage() {
        String session = logIn();
        configure(Optional.empty());
        for (String path : new String[] {"/operator", "/operator/login"}) {
            browser(session).get(path).then().statusCode(404);
            browser(session).formParam("password", "").post(path).then().statusCode(404);
        }
    }

    @Test
    void weakPasswordIsRefusedAtStartup() {
        assertThatThrownBy(() -> OperatorAccess.check(Optional.of("operator")))
                .hasMessageContaining("tidings.operator.password cannot be used. Use at least 20 characters.");
        assertThatThrownBy(() -> OperatorAccess.check(Optional.of("password1234password1234")))
                .hasMessageContaining("easy to guess");
        OperatorAccess.check(Optional.empty());
    }

    /** For this test only. */
    private void configure(Optional<String> password) {
        QuarkusMock.installMockForType(
                new OperatorAccess(() -> password, throttle, clock, platform), OperatorAccess.class);
    }

    /** The cookie of a new session. */
    static String logIn() {
        Response in = attempt(PASSWORD);
        in.then().statusCode(303).header("Location", endsWith("/operator"));
        return in.getCookie(OperatorAccess.COOKIE);
    }

    private static Response attempt(String password) {
        return anonymous().formParam("password", password).post("/operator/login");
    }

    private static RequestSpecification operator() {
        return browser(logIn());
    }

    private static RequestSpecification browser(String session) {
        return anonymous().cookie(OperatorAccess.COOKIE, session);
    }

    private static Response add(String name, String ownerName, String ownerEmail) {
        return form(name, ownerName, ownerEmail)
                .formParam("timeZone", "Europe/Oslo")
                .post("/operator");
    }

    private static RequestSpecification form(String name, String ownerName, String ownerEmail) {
        return form(operator(), name, ownerName, ownerEmail);
    }

    private static RequestSpecification form(
            RequestSpecification request, String name, String ownerName, String ownerEmail) {
        return request.formParam("accountName", name)
                .formParam("name", ownerName)
                .formParam("email", ownerEmail);
    }

    private static String link(Response page) {
        Matcher link = LINK.matcher(page.then().statusCode(200).extract().asString());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static void choosePassword(Response page) {
        anonymous()
                .formParam("password", "a long password by the sea")
                .post(link(page))
                .then()
                .statusCode(200);
    }

    @Transactional
    List<AuditEntry> invitations(long accountId) {
        return AuditEntry.ofAccount(accountId, 50).stream()
                .filter(entry -> entry.action.equals("staff.invited"))
                .toList();
    }

    @Transactional
    long accountOf(String address) {
        return StaffMember.byEmail(address).orElseThrow().accountId;
    }
}
