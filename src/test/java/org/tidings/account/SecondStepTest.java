package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.not;
import static org.tidings.account.LoginTest.anonymous;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.time.TestClock;

/** One-time codes, recovery codes and the list of devices. */
@QuarkusTest
class SecondStepTest {

    private static final Pattern RECOVERY = Pattern.compile("<li>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</li>");

    @Inject
    TestAccounts accounts;

    @Inject
    SecondStep secondStep;

    @Inject
    Transactions transactions;

    @Inject
    TestClock clock;

    private TestAccounts.Person dana;

    @BeforeEach
    void createAnOwner() {
        dana = accounts.owner();
    }

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void loginNeedsACodeOfTheApp() {
        String key = setUp();
        Response half = password();
        half.then().statusCode(303).header("Location", containsString("/login/code?next=%2Fpeople"));
        assertThat(half.getCookie("tidings-session")).isNull();
        code(half, "000000").then().statusCode(401).body(containsString("Wrong code."));

        clock.advance(Duration.ofSeconds(30));
        Response in = code(half, present(key));

        in.then().statusCode(303).header("Location", containsString("/people"));
        anonymous()
                .cookie("tidings-session", in.getCookie("tidings-session"))
                .get("/tasks")
                .then()
                .statusCode(200);
        assertThat(actions()).contains("second-step.on", "logged-in");
    }

    @Test
    void codeIsNotAcceptedTwice() {
        String key = setUp();
        Response half = password();
        code(half, present(key)).then().statusCode(401); // used to set up
        clock.advance(Duration.ofSeconds(30));
        String next = present(key);
        code(half, next).then().statusCode(303);
        code(half, next).then().statusCode(401);
    }

    @Test
    void recoveryCodeWorksOnce() {
        List<String> codes = recoveryCodes(turnOn(keyOf(dana)));
        assertThat(codes).hasSize(RecoveryCode.NUMBER).doesNotHaveDuplicates();
        Response half = password();
        code(half, codes.get(3).toUpperCase(java.util.Locale.ROOT).replace("-", " "))
                .then()
                .statusCode(303);
        code(half, codes.get(3)).then().statusCode(401);
        code(half, codes.get(4)).then().statusCode(303);
        assertThat(actions()).contains("second-step.recovered");
        dana.browser().get("/settings/second-step").then().body(containsString("You have 8 recovery"));

        Response fresh = dana.browser()
                .formParam("currentPassword", TestAccounts.PASSWORD)
                .post("/settings/second-step/codes");
        fresh.then().statusCode(200).header("Cache-Control", containsString("no-store"));
        code(half, codes.get(5)).then().statusCode(401);
        code(half, recoveryCodes(fresh).get(5)).then().statusCode(303);
    }

    @Test
    void guessingCodesIsThrottled() {
        setUp();
        Response half = password();
        for (int i = 0; i < 5; i++) {
            code(half, "00000" + i).then().statusCode(401);
        }
        clock.advance(Duration.ofSeconds(-30)); // the wait is not over, however slow the machine is
        code(half, "000009").then().statusCode(429).body(containsString("Too many attempts. Wait"));
    }

    @Test
    void passwordComesFirstAndNotLongAgo() {
        String key = setUp();
        Response half = password();
        anonymous().get("/login/code").then().statusCode(303).header("Location", containsString("/login?next="));
        for (String forged : List.of("", "x", "1.1.9999999999.x", half.getCookie(HalfLogin.COOKIE) + "x")) {
            anonymous()
                    .cookie(HalfLogin.COOKIE, forged)
                    .formParam("code", present(key))
                    .post("/login/code")
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/login?next="));
        }
        clock.advance(HalfLogin.LIFE.plusSeconds(1));
        code(half, present(key)).then().statusCode(303).header("Location", containsString("/login?next="));
    }

    @Test
    void setUpNeedsThePasswordAndTheRightCode() {
        String key = keyOf(dana);
        dana.browser()
                .get("/settings/second-step")
                .then()
                .statusCode(200)
                .body(containsString(OneTimeCodes.readable(key)), containsString("<svg class=\"qr-code\""));
        turnOn(dana, present(key), "wrong").then().statusCode(422).body(containsString("Wrong password."));
        turnOn(dana, "123", TestAccounts.PASSWORD).then().statusCode(422).body(containsString("Wrong code."));
        password().then().header("Location", containsString("/people"));
        assertThat(stored(dana.staffId())).doesNotContain(key).startsWith("sealed:");
    }

    @Test
    void personTurnsItOffWithThePassword() {
        setUp();
        off("wrong").then().statusCode(422).body(containsString("Wrong password."));
        off(TestAccounts.PASSWORD).then().statusCode(303);
        password().then().header("Location", containsString("/people"));
        assertThat(actions()).contains("second-step.off");
    }

    @Test
    void requiredSecondStepComesBeforeEverythingElse() {
        TestAccounts.Person sam = accounts.staff(dana.accountId());
        dana.browser()
                .formParam("required", "true")
                .post("/settings/staff/second-step")
                .then()
                .statusCode(303);

        sam.browser().get("/tasks").then().statusCode(303).header("Location", containsString("/settings/second-step"));
        sam.browser()
                .formParam("name", "x")
                .post("/people/new")
                .then()
                .statusCode(403)
                .body(containsString("Your changes are not saved yet."));
        sam.browser()
                .header("HX-Request", "true")
                .formParam("name", "x")
                .post("/people/new")
                .then()
                .statusCode(403)
                .header("Tidings-Set-Up", "/settings/second-step")
                .body(emptyString());
        sam.browser().get("/settings/second-step").then().body(containsString("Your account requires a second step."));
        sam.program().get("/api/v1/tasks").then().statusCode(200);

        turnOn(sam, present(keyOf(sam)), TestAccounts.PASSWORD).then().statusCode(200);
        sam.browser().get("/tasks").then().statusCode(200);
        dana.browser().get("/settings/staff").then().statusCode(303);
    }

    @Test
    void ownerTurnsOffTheSecondStepOfAColleagueOnly() {
        TestAccounts.Person sam = accounts.staff(dana.accountId());
        turnOn(sam, present(keyOf(sam)), TestAccounts.PASSWORD).then().statusCode(200);
        String off = "/settings/staff/" + sam.staffId() + "/second-step/off";
        accounts.owner().browser().post(off).then().statusCode(404);
        accounts.member(dana.accountId(), Role.MANAGER)
                .browser()
                .post(off)
                .then()
                .statusCode(403);
        dana.browser().get("/settings/staff/" + sam.staffId()).then().body(containsString("Turn off the second step"));

        dana.browser().post(off).then().statusCode(303);

        assertThat(secondStep.isOn(sam.staffId())).isFalse();
    }

    @Test
    void ownPasswordIsNotChangedWithoutTheCurrentOne() {
        String self = "/settings/staff/" + dana.staffId();
        dana.browser().get(self).then().statusCode(200).body(not(containsString("New password")));
        dana.browser()
                .formParam("name", "Dana Reyes")
                .formParam("role", "OWNER")
                .formParam("active", "true")
                .formParam("password", "first evening in autumn")
                .post(self)
                .then()
                .body(containsString("Change your own password under My password"));
    }

    @Test
    void ownerTurnsOffTheOwnSecondStepWithThePasswordOnly() {
        setUp();
        String self = "/settings/staff/" + dana.staffId();
        dana.browser().get(self).then().statusCode(200).body(not(containsString("Turn off the second step")));
        dana.browser()
                .post(self + "/second-step/off")
                .then()
                .statusCode(403)
                .body(containsString("with your password"));
        assertThat(secondStep.isOn(dana.staffId())).isTrue();
    }

    @Test
    void turningItOnLogsOutOtherDevices() {
        String other = in("Mozilla/5.0 (Windows NT 10.0) Firefox/146.0");
        turnOn(keyOf(dana)).then().statusCode(200).body(containsString("you are logged out on all other devices"));
        assertThat(isLoggedIn(other)).isFalse();
        dana.browser().get("/tasks").then().statusCode(200);
        dana.browser()
                .formParam("currentPassword", TestAccounts.PASSWORD)
                .post("/settings/second-step/codes")
                .then()
                .statusCode(200)
                .body(not(containsString("logged out")));
    }

    @Test
    void pageThatIsOpenedTwiceAtOnceShowsOneKey() {
        List<CompletableFuture<String>> opened = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> secondStep.keyToSetUp(member(dana))))
                .limit(4)
                .toList();
        assertThat(opened.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void commandForForgottenPasswordsTurnsItOff() {
        setUp();
        Optional<String> problem = transactions.callNew(
                connection -> PasswordReset.reset(connection, dana.email(), "one more evening at sea"));
        assertThat(problem).isEmpty();
        assertThat(secondStep.isOn(dana.staffId())).isFalse();
    }

    @Test
    void resetByMailKeepsTheSecondStep() {
        setUp();
        assertThat(secondStep.isOn(dana.staffId())).isTrue();
        String page = anonymous()
                .formParam("email", dana.email())
                .post("/login/forgotten")
                .asString();
        assertThat(page).contains("Check your inbox");
        String link = new org.tidings.outbox.SimulatedInbox(accounts.secondOwner(dana.accountId()))
                .awaitPath(dana.email(), "/login/password/[\\w-]+\\.[\\w-]+");
        anonymous()
                .formParam("password", "one more evening at sea")
                .post(link)
                .then()
                .statusCode(200);
        anonymous()
                .formParam("email", dana.email())
                .formParam("password", "one more evening at sea")
                .post("/login")
                .then()
                .header("Location", containsString("/login/code"));
    }

    @Test
    void devicesAreListedAndLoggedOut() {
        String phone = in("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1");
        String laptop = in("Mozilla/5.0 (Windows NT 10.0) Firefox/146.0");
        TestAccounts.Person stranger = accounts.owner();
        Response list = dana.browser().get("/settings/devices");
        list.then()
                .statusCode(200)
                .body(
                        containsString("Safari on iPhone"),
                        containsString("Firefox on Windows"),
                        containsString("127.0.0.1"),
                        containsString("this device"));
        String end = "/settings/devices/" + RandomTokens.hash(phone) + "/end";
        stranger.browser().post(end).then().statusCode(404);
        assertThat(isLoggedIn(phone)).isTrue();

        dana.browser().post(end).then().statusCode(303);
        assertThat(isLoggedIn(phone)).isFalse();
        assertThat(isLoggedIn(laptop)).isTrue();

        dana.browser().post("/settings/devices/end-others").then().statusCode(303);
        assertThat(isLoggedIn(laptop)).isFalse();
        dana.browser().get("/settings/devices").then().statusCode(200).body(not(containsString("Firefox")));
        assertThat(actions()).contains("session.ended");
    }

    private String in(String userAgent) {
        return anonymous()
                .header("User-Agent", userAgent)
                .formParam("email", dana.email())
                .formParam("password", TestAccounts.PASSWORD)
                .post("/login")
                .getCookie("tidings-session");
    }

    private static boolean isLoggedIn(String session) {
        return anonymous().cookie("tidings-session", session).get("/tasks").statusCode() == 200;
    }

    private String setUp() {
        String key = keyOf(dana);
        turnOn(key).then().statusCode(200);
        return key;
    }

    private Response turnOn(String key) {
        return turnOn(dana, present(key), TestAccounts.PASSWORD);
    }

    private static Response turnOn(TestAccounts.Person person, String code, String password) {
        return person.browser()
                .formParam("code", code)
                .formParam("currentPassword", password)
                .post("/settings/second-step");
    }

    private Response off(String password) {
        return dana.browser().formParam("currentPassword", password).post("/settings/second-step/off");
    }

    private Response password() {
        return anonymous()
                .formParam("email", dana.email())
                .formParam("password", TestAccounts.PASSWORD)
                .formParam("next", "/people")
                .post("/login");
    }

    private static Response code(Response half, String code) {
        return anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .formParam("code", code)
                .formParam("next", "/people")
                .post("/login/code");
    }

    private String present(String key) {
        return OneTimeCodes.code(key, clock.instant().getEpochSecond() / 30);
    }

    private static List<String> recoveryCodes(Response page) {
        return RECOVERY.matcher(page.then().statusCode(200).extract().asString())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String keyOf(TestAccounts.Person person) {
        return secondStep.keyToSetUp(member(person));
    }

    @Transactional
    StaffMember member(TestAccounts.Person person) {
        return StaffMember.byId(person.accountId(), person.staffId()).orElseThrow();
    }

    @Transactional
    String stored(long staffId) {
        return StaffFactor.of(staffId).orElseThrow().secret;
    }

    @Transactional
    List<String> actions() {
        return AuditEntry.ofAccount(dana.accountId(), 50).stream()
                .map(e -> e.action)
                .toList();
    }
}
