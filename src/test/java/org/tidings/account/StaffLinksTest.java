package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.tidings.account.LoginTest.anonymous;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.outbox.SimulatedInbox;
import org.tidings.platform.time.TestClock;

/** Invitations and forgotten passwords. */
@QuarkusTest
class StaffLinksTest {

    private static final String NEW = "quite another evening";
    private static final String LINK = "/login/password/[\\w-]{43}\\.[\\w-]{43}";

    @Inject
    TestAccounts accounts;

    @Inject
    StaffLinks links;

    @Inject
    TestClock clock;

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void invitedPersonChoosesAPasswordOnce() {
        TestAccounts.Person dana = accounts.owner();
        String email = newAddress();
        String link = invite(dana, email);
        assertThat(logIn(email, "")).isEqualTo(401);
        dana.browser().get("/settings/staff").then().body(containsString("invited"));

        anonymous().get(link).then().statusCode(200).body(containsString("Welcome to Riverside Gymnastics"));
        choose(link, "short").then().statusCode(422).body(containsString("at least 12 characters"));
        choose(link, NEW).then().statusCode(200).body(containsString("Your password is saved"));

        assertThat(logIn(email, NEW)).isEqualTo(303);
        choose(link, "one more evening at sea").then().statusCode(410).body(containsString("no longer works"));
        assertThat(logIn(email, NEW)).isEqualTo(303);
        assertThat(actions(dana.accountId())).contains("staff.added", "staff.invited", "staff.joined");
    }

    @Test
    void invitationIsMailedWithTheSameLink() {
        TestAccounts.Person dana = accounts.owner();
        String email = newAddress();
        String link = invite(dana, email);
        SimulatedInbox inbox = new SimulatedInbox(dana);
        assertThat(inbox.awaitPath(email, LINK)).isEqualTo(link);
        assertThat(inbox.awaitSource(email, 1)).contains("Dana Reyes added you to Riverside Gymnastics");
        dana.browser().get("/settings/staff").then().body(not(containsString(link)));
    }

    @Test
    void newInvitationReplacesTheOldOne() {
        TestAccounts.Person dana = accounts.owner();
        String email = newAddress();
        String first = invite(dana, email);
        String second = linkIn(dana.browser().post("/settings/staff/" + idOf(dana.accountId(), email) + "/invite"));
        choose(first, NEW).then().statusCode(410);
        choose(second, NEW).then().statusCode(200);
        assertThat(stored(second)).as("only hashes are stored").isZero();
    }

    @Test
    void expiredInvitationOffersANewOne() {
        TestAccounts.Person dana = accounts.owner();
        String email = newAddress();
        String link = invite(dana, email);
        clock.advance(Duration.ofMinutes(61));
        anonymous().get(link).then().statusCode(410).body(containsString("It was valid for an hour."));
        choose(link, NEW).then().statusCode(410);

        anonymous().post(link + "/again").then().statusCode(200).body(containsString("Check your inbox"));

        SimulatedInbox inbox = new SimulatedInbox(dana);
        await().atMost(Duration.ofSeconds(30)).until(() -> inbox.messages(email).size() == 2);
        String fresh = inbox.messages(email).stream()
                .map(message ->
                        dana.browser().get(message + "/source").asString().replaceAll("=\r?\n", ""))
                .map(source -> Pattern.compile(LINK).matcher(source))
                .filter(Matcher::find)
                .map(Matcher::group)
                .filter(found -> !found.equals(link))
                .findFirst()
                .orElseThrow();
        choose(fresh, NEW).then().statusCode(200).body(containsString("You can log in to Riverside Gymnastics now."));
    }

    @Test
    void forgottenPasswordIsReplacedAndAllSessionsEnd() {
        TestAccounts.Person dana = accounts.owner();
        forgot(dana.email().toUpperCase(Locale.ROOT)).then().statusCode(200);
        TestAccounts.Person other = accounts.secondOwner(dana.accountId());
        String link = new SimulatedInbox(other).awaitPath(dana.email(), LINK);

        anonymous().get(link).then().statusCode(200).body(containsString("Choose a new password"));
        dana.browser().get("/tasks").then().statusCode(200);
        choose(link, dana.email()).then().statusCode(422).body(containsString("easy to guess"));
        choose(link, NEW).then().statusCode(200);

        dana.browser().get("/tasks").then().statusCode(303);
        assertThat(logIn(dana.email(), TestAccounts.PASSWORD)).isEqualTo(401);
        assertThat(logIn(dana.email(), NEW)).isEqualTo(303);
        assertThat(actions(dana.accountId())).contains("password.reset-requested", "password.reset");
    }

    @Test
    void answerDoesNotTellWhoLogsIn() {
        TestAccounts.Person dana = accounts.owner();
        String stranger = newAddress();
        String known = forgot(dana.email()).then().statusCode(200).extract().asString();
        String unknown = forgot(stranger).then().statusCode(200).extract().asString();
        assertThat(unknown.replace(stranger, "")).isEqualTo(known.replace(dana.email(), ""));
    }

    @Test
    void internationalDomainIsFound() {
        TestAccounts.Person dana = accounts.owner();
        String email = newAddress().replace("riverside", "bücher");
        choose(invite(dana, email), NEW).then().statusCode(200);
        assertThat(logIn(email, NEW)).isEqualTo(303);
        forgot(email).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> requests(dana.accountId()) == 1);
    }

    @Test
    void ownerOfALinkIsToldThatNoMoreAreSent() {
        TestAccounts.Person dana = accounts.owner();
        String link = links.invite(member(dana), null);
        for (int i = 0; i < ForgottenPasswords.MOST_FOR_ADDRESS; i++) {
            anonymous().post(link + "/again").then().statusCode(200);
        }
        anonymous().post(link + "/again").then().statusCode(429).body(containsString(ForgottenPasswords.FOR_ADDRESS));
    }

    @Test
    void onlySomeRequestsForAnAddressSendAMessage() {
        TestAccounts.Person dana = accounts.owner();
        for (int i = 0; i < ForgottenPasswords.MOST_FOR_ADDRESS + 2; i++) {
            forgot(dana.email()).then().statusCode(200);
        }
        forgot(accounts.secondOwner(dana.accountId()).email()); // handled after the others
        await().atMost(Duration.ofSeconds(30))
                .until(() -> requests(dana.accountId()) > ForgottenPasswords.MOST_FOR_ADDRESS);
        assertThat(requests(dana.accountId())).isEqualTo(ForgottenPasswords.MOST_FOR_ADDRESS + 1);
    }

    @Test
    void linksOfDeactivatedPeopleAndForgedOnesAreUnknown() {
        TestAccounts.Person dana = accounts.owner();
        String email = newAddress();
        String link = invite(dana, email);
        dana.browser()
                .formParam("name", "Gone")
                .formParam("role", "STAFF")
                .formParam("active", "false")
                .post("/settings/staff/" + idOf(dana.accountId(), email))
                .then()
                .statusCode(303);
        for (String bad :
                List.of(link, link.replace('.', 'x'), link + "x", "/login/password/x.y", "/login/password/x")) {
            anonymous().get(bad).then().statusCode(404).body(containsString("This link does not work"));
            choose(bad, NEW).then().statusCode(404);
            anonymous().post(bad + "/again").then().statusCode(404);
        }
    }

    @Test
    void changedPasswordEndsOpenLinks() {
        TestAccounts.Person dana = accounts.owner();
        String link = links.invite(member(dana), null);
        dana.browser()
                .formParam("currentPassword", TestAccounts.PASSWORD)
                .formParam("newPassword", NEW)
                .post("/settings/password")
                .then()
                .statusCode(303);
        choose(link, "one more evening at sea").then().statusCode(410);
    }

    private static String newAddress() {
        return UlidCreator.getMonotonicUlid().toLowerCase() + "@riverside.example";
    }

    private static String invite(TestAccounts.Person by, String email) {
        return linkIn(by.browser()
                .formParam("name", "New Person")
                .formParam("email", email)
                .formParam("role", "STAFF")
                .post("/settings/staff"));
    }

    private static String linkIn(Response page) {
        String text = page.then().statusCode(200).extract().asString();
        Matcher link = Pattern.compile(LINK).matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group();
    }

    private static Response choose(String link, String password) {
        return anonymous().formParam("password", password).post(link);
    }

    private static Response forgot(String email) {
        return anonymous().formParam("email", email).post("/login/forgotten");
    }

    private static int logIn(String email, String password) {
        return anonymous()
                .formParam("email", email)
                .formParam("password", password)
                .post("/login")
                .statusCode();
    }

    @Transactional
    StaffMember member(TestAccounts.Person person) {
        return StaffMember.byId(person.accountId(), person.staffId()).orElseThrow();
    }

    @Transactional
    long stored(String link) {
        return StaffLink.count("tokenHash", link.substring("/login/password/".length(), link.indexOf('.')));
    }

    @Transactional
    long requests(long accountId) {
        return AuditEntry.count("accountId = ?1 and action = 'password.reset-requested'", accountId);
    }

    @Transactional
    List<String> actions(long accountId) {
        return AuditEntry.ofAccount(accountId, 50).stream().map(e -> e.action).toList();
    }

    @Transactional
    long idOf(long accountId, String email) {
        return StaffMember.byEmail(email).filter(s -> s.accountId == accountId).orElseThrow().id;
    }
}
