package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;
import org.tidings.platform.time.TestClock;

@QuarkusTest
class SettingsTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void ownerChangesTheAccountAndTheChangeIsAudited() {
        TestAccounts.Person dana = accounts.owner();
        Response saved = dana.browser()
                .formParam("name", "Lakeside & Sons")
                .formParam("timeZone", "America/New_York")
                .formParam("senderName", "Lakeside")
                .formParam("replyTo", "office@lakeside.example")
                .formParam("postalAddress", "1 Lake Road")
                .formParam("trackClicks", "true")
                .post("/settings");
        saved.then().statusCode(303);

        dana.browser()
                .cookie("tidings-flash", saved.getCookie("tidings-flash"))
                .get("/settings")
                .then()
                .statusCode(200)
                .body(containsString("Lakeside &amp; Sons"), containsString("data-notice>Saved.<"));
        Account account = account(dana.accountId());
        assertThat(account.trackOpens).isFalse();
        assertThat(account.trackClicks).isTrue();
        assertThat(account.zone().getId()).isEqualTo("America/New_York");
        assertThat(actions(dana.accountId())).contains("account.changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"müller@x.org", "a,b@x.org", "Dana <dana@x.org>", "dana@x"})
    void replyAddressThatNoMessageCouldCarryIsRefused(String address) {
        TestAccounts.Person dana = accounts.owner();
        settings(dana, address).then().statusCode(422).body(containsString("id=\"replyTo-error\""));
    }

    @Test
    void replyAddressIsStoredAsMessagesCarryIt() {
        TestAccounts.Person dana = accounts.owner();
        settings(dana, " Office@Bücher.example ").then().statusCode(303);
        dana.browser().get("/settings").then().body(containsString("value=\"office@xn--bcher-kva.example\""));
    }

    private static Response settings(TestAccounts.Person dana, String replyTo) {
        return dana.browser()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("name", "Lakeside")
                .formParam("timeZone", "Europe/Oslo")
                .formParam("senderName", "Lakeside")
                .formParam("replyTo", replyTo)
                .post("/settings");
    }

    @Test
    void invalidInputIsMarkedAtItsFieldAndPreserved() {
        TestAccounts.Person dana = accounts.owner();
        dana.browser()
                .formParam("name", "")
                .formParam("timeZone", "Mars/Olympus")
                .formParam("senderName", "Kept <b>as typed")
                .formParam("replyTo", "no address")
                .post("/settings")
                .then()
                .statusCode(422)
                .body(
                        containsString("id=\"name-error\""),
                        containsString("id=\"timeZone-error\""),
                        containsString("id=\"replyTo-error\""),
                        containsString("value=\"no address\""),
                        containsString("Kept &lt;b&gt;as typed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/settings/staff", "/settings/api-keys"})
    void staffCannotOpenOwnerPages(String page) {
        TestAccounts.Person sam = accounts.staff(accounts.owner().accountId());
        sam.browser().get(page).then().statusCode(403).body(containsString("Access denied"));
        sam.browser().formParam("name", "x").post(page).then().statusCode(403);
    }

    @Test
    void staffAreRedirectedToTheirPasswordPage() {
        TestAccounts.Person sam = accounts.staff(accounts.owner().accountId());
        sam.browser().get("/settings").then().statusCode(303).header("Location", containsString("/settings/password"));
        sam.browser().get("/settings/password").then().statusCode(200).body(not(containsString("/settings/staff")));
        sam.browser().formParam("name", "x").post("/settings").then().statusCode(403);
    }

    @Test
    void managersChangeSettingsButNotStaffKeysOrTheTrail() {
        TestAccounts.Person lee = accounts.member(accounts.owner().accountId(), Role.MANAGER);
        lee.browser()
                .get("/settings")
                .then()
                .statusCode(200)
                .body(
                        containsString("/settings/look"),
                        not(containsString("/settings/staff")),
                        not(containsString("/settings/api-keys")),
                        not(containsString("/settings/audit")));
        settings(lee, "office@lakeside.example").then().statusCode(303);
        for (String page : List.of("/settings/staff", "/settings/api-keys", "/settings/audit")) {
            lee.browser().get(page).then().statusCode(403).body(containsString("Your role does not allow this."));
        }
    }

    @Test
    void addedStaffCanLogInAndDeactivatedStaffCannot() {
        TestAccounts.Person dana = accounts.owner();
        String email = UlidCreator.getMonotonicUlid() + "@Riverside.example";
        add(dana, email).then().statusCode(303);
        long id = idOf(dana.accountId(), email);
        Response in = LoginTest.anonymous()
                .formParam("email", email)
                .formParam("password", "first evening in autumn")
                .post("/login");
        in.then().statusCode(303);

        change(dana, id, "STAFF", false).then().statusCode(303);

        LoginTest.anonymous()
                .cookie("tidings-session", in.getCookie("tidings-session"))
                .get("/settings/password")
                .then()
                .statusCode(303);
        LoginTest.anonymous()
                .formParam("email", email)
                .formParam("password", "first evening in autumn")
                .post("/login")
                .then()
                .statusCode(401);
        assertThat(actions(dana.accountId())).contains("staff.added", "staff.changed");
    }

    /** A key can do all that an owner can. */
    @ParameterizedTest
    @CsvSource({
        "OWNER, false, false, 401",
        "STAFF, true, false, 401",
        "STAFF, false, true, 200",
        "OWNER, true, false, 200"
    })
    void keysEndWithTheAccessOfWhoMadeThemUnlessTheyAreKept(String role, boolean active, boolean kept, int status) {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person lee = accounts.secondOwner(dana.accountId());
        dana.browser()
                .get("/settings/staff/" + lee.staffId())
                .then()
                .body(containsString("API keys that"), containsString("Test key"));

        dana.browser()
                .formParam("name", "Lee")
                .formParam("role", role)
                .formParam("active", active)
                .formParam("keepsKeys", kept)
                .post("/settings/staff/" + lee.staffId())
                .then()
                .statusCode(303);

        lee.program().get("/api/v1/blasts").then().statusCode(status);
        dana.program().get("/api/v1/blasts").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "aaaaaaaaaaaaaa", "              ", "passwordpassword", "123456789012", "qwertyuiop12"})
    void passwordThatIsEasyToGuessIsRefused(String password) {
        TestAccounts.Person dana = accounts.owner();
        dana.browser()
                .formParam("currentPassword", TestAccounts.PASSWORD)
                .formParam("newPassword", password)
                .post("/settings/password")
                .then()
                .statusCode(422)
                .body(anyOf(containsString("easy to guess"), containsString("at least 12 characters")));
    }

    @Test
    void ownAddressIsNoPassword() {
        TestAccounts.Person dana = accounts.owner();
        dana.browser()
                .formParam("currentPassword", TestAccounts.PASSWORD)
                .formParam("newPassword", dana.email())
                .post("/settings/password")
                .then()
                .statusCode(422)
                .body(containsString("easy to guess"));
    }

    @Test
    void guessingTheCurrentPasswordIsThrottled() {
        TestAccounts.Person dana = accounts.owner();
        for (int i = 0; i < 5; i++) {
            changePassword(dana, "wrong " + i).then().statusCode(422).body(containsString("Wrong password"));
        }
        clock.advance(Duration.ofMinutes(-1)); // the wait is not over, however slow the machine is
        changePassword(dana, TestAccounts.PASSWORD).then().statusCode(422).body(containsString("Too many attempts"));
    }

    @Test
    void loginAddressIsUniqueAcrossAccounts() {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person stranger = accounts.owner();
        add(dana, stranger.email())
                .then()
                .statusCode(422)
                .body(containsString("already logs in with this email address"), containsString(stranger.email()));
    }

    @Test
    void lastOwnerCannotBeRemoved() {
        TestAccounts.Person dana = accounts.owner();
        change(dana, dana.staffId(), "STAFF", true)
                .then()
                .statusCode(422)
                .body(containsString("only owner who can log in"));
        change(dana, dana.staffId(), "OWNER", false).then().statusCode(422);
    }

    @Test
    void invitedOwnerWithoutAPasswordIsNotAnotherOwner() {
        TestAccounts.Person dana = accounts.owner();
        dana.browser()
                .formParam("name", "Lee Park")
                .formParam("email", "invited-" + dana.email())
                .formParam("role", "OWNER")
                .post("/settings/staff")
                .then()
                .statusCode(200);
        change(dana, dana.staffId(), "STAFF", true).then().statusCode(422);
        accounts.secondOwner(dana.accountId());
        change(dana, dana.staffId(), "STAFF", true).then().statusCode(303);
    }

    @Test
    void staffOfOtherAccountsAreNotFound() {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person stranger = accounts.owner();
        String foreign = bodyOf404(dana, "/settings/staff/" + stranger.staffId());
        String missing = bodyOf404(dana, "/settings/staff/999999999");
        assertThat(foreign).isEqualTo(missing);
        change(dana, stranger.staffId(), "STAFF", false).then().statusCode(404);
    }

    @Test
    void newPasswordEndsAllOtherSessions() {
        TestAccounts.Person dana = accounts.owner();
        Response other = LoginTest.anonymous()
                .formParam("email", dana.email())
                .formParam("password", TestAccounts.PASSWORD)
                .post("/login");
        changePassword(dana, "not mine").then().statusCode(422).body(containsString("Wrong password"));

        changePassword(dana, TestAccounts.PASSWORD).then().statusCode(303);

        dana.browser().get("/settings/password").then().statusCode(200);
        LoginTest.anonymous()
                .cookie("tidings-session", other.getCookie("tidings-session"))
                .get("/settings/password")
                .then()
                .statusCode(303);
    }

    @Test
    void keyIsShownOnceAndCanOnlyBeRevokedByItsAccount() {
        TestAccounts.Person dana = accounts.owner();
        Response made = dana.browser()
                .formParam("name", "Website")
                .formParam("scope", "read", "send")
                .post("/settings/api-keys");
        made.then().statusCode(200).header("Cache-Control", containsString("no-store"));
        String key = made.htmlPath().getString("**.find { it.@class == 'secret mb-0' }");
        assertThat(key).startsWith("tidings_").hasSize(51);
        dana.browser()
                .get("/settings/api-keys")
                .then()
                .body(containsString("Website"), containsString(key.substring(0, 12)), not(containsString(key)));

        long id = keyId(dana.accountId(), "Website");
        accounts.owner()
                .browser()
                .post("/settings/api-keys/" + id + "/revoke")
                .then()
                .statusCode(404);
        dana.browser().post("/settings/api-keys/" + id + "/revoke").then().statusCode(303);
        dana.browser().get("/settings/api-keys").then().body(not(containsString("Website")));
        assertThat(actions(dana.accountId())).contains("api-key.made", "api-key.revoked");
    }

    private static Response add(TestAccounts.Person by, String email) {
        return by.browser()
                .formParam("name", "New Person")
                .formParam("email", email)
                .formParam("role", "STAFF")
                .formParam("password", "first evening in autumn")
                .post("/settings/staff");
    }

    private static Response change(TestAccounts.Person by, long id, String role, boolean active) {
        return by.browser()
                .formParam("name", "New Name")
                .formParam("role", role)
                .formParam("active", active)
                .post("/settings/staff/" + id);
    }

    private static Response changePassword(TestAccounts.Person by, String now) {
        return by.browser()
                .formParam("currentPassword", now)
                .formParam("newPassword", "quite another one")
                .post("/settings/password");
    }

    private static String bodyOf404(TestAccounts.Person by, String path) {
        return by.browser().get(path).then().statusCode(404).extract().asString();
    }

    @Transactional
    Account account(long id) {
        return Account.findById(id);
    }

    @Transactional
    List<String> actions(long accountId) {
        return AuditEntry.ofAccount(accountId, 50).stream().map(e -> e.action).toList();
    }

    @Transactional
    long idOf(long accountId, String email) {
        return StaffMember.byEmail(email).filter(s -> s.accountId == accountId).orElseThrow().id;
    }

    @Transactional
    long keyId(long accountId, String name) {
        return ApiKey.ofAccount(accountId).stream()
                .filter(k -> k.name.equals(name))
                .findFirst()
                .orElseThrow()
                .id;
    }
}
