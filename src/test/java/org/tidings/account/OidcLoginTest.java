package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.tidings.account.LoginTest.anonymous;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.oidc.CountingSignOn;
import org.tidings.account.oidc.OidcTestProvider;
import org.tidings.account.oidc.SingleSignOn;
import org.tidings.browser.BrowserProfile;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.time.TestClock;

/** Who is let in when the provider has logged somebody in. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class OidcLoginTest {

    @ConfigProperty(name = "tidings.oidc.issuer")
    URI issuer;

    @Inject
    TestAccounts accounts;

    @Inject
    Staff staff;

    @Inject
    OidcLogin login;

    @Inject
    Transactions transactions;

    @Inject
    SecondStep secondStep;

    @Inject
    TestClock clock;

    private final String subject = UlidCreator.getMonotonicUlid().toString();
    private OidcTestProvider provider;
    private TestAccounts.Person dana;

    @BeforeEach
    void start() throws IOException {
        provider = OidcTestProvider.start(issuer);
        dana = accounts.owner();
        confirmed(subject, dana.email());
    }

    @AfterEach
    void stop() {
        provider.close();
        clock.reset();
    }

    @Test
    void confirmedAddressOfStaffLogsIn() {
        Response in = logIn();
        in.then().statusCode(303).header("Location", endsWith("/people"));
        assertThat(isLoggedIn(in)).isTrue();
        assertThat(actions(dana)).contains("identity.connected", "logged-in");
    }

    @Test
    void passwordIsAskedForOnceBeforeAnythingIsConnected() {
        Response half = callBack();
        half.then().statusCode(303).header("Location", endsWith("/login/connect?next=%2Fpeople"));
        anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .get("/login/connect")
                .then()
                .statusCode(200)
                .body(containsString("Enter your Tidings password once to connect Example ID"));
        anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .get("/login/code")
                .then()
                .statusCode(303); // another step
        connect(half, "wrong").then().statusCode(401).body(containsString("Wrong password."));
        assertThat(login.isConnected(dana.staffId())).isFalse();

        assertThat(isLoggedIn(connect(half, TestAccounts.PASSWORD))).isTrue();
        assertThat(login.isConnected(dana.staffId())).isTrue();
        assertThat(isLoggedIn(callBack())).isTrue();
        anonymous().get("/login/connect").then().statusCode(303).header("Location", containsString("/login?next="));
    }

    @Test
    void newPasswordRemovesTheConnectionAndItsSessions() {
        Response in = logIn();
        Optional<String> problem = transactions.callNew(
                connection -> PasswordReset.reset(connection, dana.email(), "one more evening at sea"));
        assertThat(problem).isEmpty();
        assertThat(isLoggedIn(in)).isFalse();
        assertThat(login.isConnected(dana.staffId())).isFalse();
        assertThat(actions(dana)).contains("identity.disconnected");

        TestAccounts.Person sam = accounts.staff(dana.accountId());
        confirmed("sam-" + subject, sam.email());
        logIn().then().statusCode(303);
        change(sam, "one more evening at sea", true);
        assertThat(login.isConnected(sam.staffId())).isFalse();
    }

    @Test
    void personWhoIsLoggedInAndOtherSitesBeginNothing() {
        dana.browser().get("/login/oidc?next=/people").then().statusCode(303).header("Location", endsWith("/people"));
        anonymous()
                .header("Sec-Fetch-Site", "cross-site")
                .get("/login/oidc?next=/people")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/login?next=%2Fpeople"));
    }

    @Test
    void cookieIsForTheServerOnly() {
        assertThat(begin().getHeader("Set-Cookie")).contains("HTTPOnly", "SameSite=Lax", "Max-Age=600", "Path=/;");
    }

    @Test
    void loginPageOffersTheProviderAndKeepsThePage() {
        anonymous()
                .urlEncodingEnabled(false)
                .get("/login?next=/people?q=a%26b")
                .then()
                .statusCode(200)
                .body(
                        containsString("Log in with Example ID"),
                        containsString("/login/oidc?next=%2Fpeople%3Fq%3Da%26b"));
    }

    @Test
    void subjectCountsOnceItIsKnown() {
        logIn().then().statusCode(303);
        // the person married
        provider.person = Map.of("sub", subject, "email", "dana.new@example.org", "email_verified", false);
        assertThat(isLoggedIn(logIn())).isTrue();

        // a namesake got the old address
        confirmed("another", dana.email());
        refused("connected with another Example ID account");
    }

    @Test
    void ownerRemovesTheConnectionForANewIdentity() {
        logIn().then().statusCode(303);
        confirmed("new-" + subject, dana.email());
        refused("connected with another Example ID account");

        String page = "/settings/staff/" + dana.staffId();
        confirmed(subject, dana.email());
        Response running = logIn();
        assertThat(isLoggedIn(running)).isTrue();
        confirmed("new-" + subject, dana.email());
        dana.browser().get(page).then().body(containsString("Remove the connection"));
        dana.browser().post(page + "/connection/remove").then().statusCode(303);
        dana.browser().get(page).then().body(not(containsString("Remove the connection")));
        assertThat(isLoggedIn(running)).isFalse();

        assertThat(isLoggedIn(logIn())).isTrue();
        confirmed(subject, dana.email());
        refused("connected with another Example ID account");
        assertThat(actions(dana)).contains("identity.disconnected");
    }

    @Test
    void unconfirmedAddressIsRefused() {
        provider.person = Map.of("sub", subject, "email", dana.email(), "email_verified", false);
        refused("did not confirm your email address");
        provider.person = Map.of("sub", subject, "email", dana.email());
        refused("did not confirm your email address");
        provider.person = Map.of("sub", subject);
        refused("did not confirm your email address");
    }

    @Test
    void strangersAndDeactivatedStaffAreRefused() {
        confirmed(subject, "nobody@example.org");
        refused("Nobody with the email address");

        TestAccounts.Person sam = accounts.staff(dana.accountId());
        confirmed(subject, sam.email());
        logIn().then().statusCode(303);
        change(sam, "", false);
        assertThat(login.isConnected(sam.staffId())).isFalse();
        refused("Nobody with the email address");
    }

    @Test
    void forgedTokenIsRefused() {
        provider.claims = claims -> claims.claim("nonce", "of another login");
        refused("was not valid");
    }

    @Test
    void answerWorksOnceAndOnlyInTheBrowserThatBegan() {
        Response begun = begin();
        String back = back(begun);
        String cookie = begun.getCookie(OidcCookie.NAME);
        anonymous().get(back).then().statusCode(400).body(containsString("took too long"));
        Response other = begin();
        finish(other.getCookie(OidcCookie.NAME), back).then().statusCode(400);
        finish(cookie + "x", back).then().statusCode(400);

        Response in = finish(cookie, back);
        in.then().statusCode(303);
        assertThat(in.getCookie(OidcCookie.NAME)).isEmpty();
        refused(finish(cookie, back), 403, "was not valid");

        Response late = begin();
        String lateBack = back(late);
        clock.advance(OidcCookie.LIFE.plusSeconds(1));
        refused(finish(late.getCookie(OidcCookie.NAME), lateBack), 400, "took too long");
    }

    @Test
    void cancelledLoginSaysSo() {
        Response begun = begin();
        String state = back(begun).replaceAll(".*&state=", "");
        refused(
                finish(begun.getCookie(OidcCookie.NAME), SingleSignOn.CALLBACK + "?error=access_denied&state=" + state),
                403,
                "was cancelled");
    }

    @Test
    void passwordsWorkWhileTheProviderDoesNotRespond() {
        Response begun = begin();
        String back = back(begun);
        provider.close();
        refused(finish(begun.getCookie(OidcCookie.NAME), back), 503, "Example ID does not respond");
        anonymous()
                .formParam("email", dana.email())
                .formParam("password", TestAccounts.PASSWORD)
                .post("/login")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/tasks"));
    }

    @Test
    void secondStepIsAskedUnlessTheProviderCounts() {
        String key = turnOnSecondStep();
        Response half = logIn();
        half.then().statusCode(303).header("Location", containsString("/login/code?next=%2Fpeople"));
        assertThat(half.getCookie("tidings-session")).isNull();
        assertThat(login.isConnected(dana.staffId())).isFalse(); // not before the code
        anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .get("/login/code")
                .then()
                .statusCode(200);
        code(half, "000000").then().statusCode(401);
        assertThat(login.isConnected(dana.staffId())).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(isLoggedIn(code(half, code(key)))).isTrue();
        assertThat(details(dana)).contains("logged-in With Example ID");

        Response waits = callBack();
        waits.then().header("Location", containsString("/login/code"));
        QuarkusMock.installMockForType(new CountingSignOn(clock), SingleSignOn.class);
        assertThat(isLoggedIn(callBack())).isTrue();

        dana.browser()
                .post("/settings/staff/" + dana.staffId() + "/connection/remove")
                .then()
                .statusCode(303);
        clock.advance(Duration.ofSeconds(30));
        refused(code(waits, code(key)), 400, "took too long"); // the connection is gone
    }

    @Test
    void requiredSecondStepIsSetUpUnlessTheProviderCounts() {
        secondStep.require(dana.accountId(), dana.staffId(), true);
        Response in = logIn();
        page(in).then().statusCode(303).header("Location", endsWith("/settings/second-step"));

        QuarkusMock.installMockForType(new CountingSignOn(clock), SingleSignOn.class);
        page(in).then().statusCode(200);
        dana.browser().get("/people").then().statusCode(303); // began with a password
    }

    @Test
    void invitedPersonJoinsByLoggingIn() {
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@riverside.example";
        Staff.Added added = staff.add(
                        dana.accountId(), dana.staffId(), email, new Staff.Details("Kim Ray", Role.OWNER, "", ""))
                .orElseThrow();
        StaffMember kim = added.person();
        String invitation = Objects.requireNonNull(added.invitation());
        confirmed(subject, email.toUpperCase(Locale.ROOT));
        assertThat(isLoggedIn(logIn())).isTrue();
        assertThat(member(kim.accountId, kim.id).joined).isTrue();
        assertThat(details(dana)).contains("staff.joined With Example ID", "identity.connected With Example ID");
        anonymous().get(invitation).then().body(not(containsString("Choose a password")));
    }

    @Test
    void newSessionReplacesTheOldOne() {
        logIn().then().statusCode(303);
        Response begun = begin();
        anonymous()
                .cookie(OidcCookie.NAME, begun.getCookie(OidcCookie.NAME))
                .cookie("tidings-session", dana.session())
                .get(back(begun))
                .then()
                .statusCode(303);
        dana.browser().get("/people").then().statusCode(303);
    }

    @Test
    void nextPageIsOneOfOurs() {
        logIn().then().statusCode(303);
        Response begun = anonymous().get("/login/oidc?next=//evil.example/");
        finish(begun.getCookie(OidcCookie.NAME), back(begun))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/tasks"));
    }

    private void confirmed(String sub, String email) {
        provider.person = Map.of("sub", sub, "email", email, "email_verified", true);
    }

    private static Response begin() {
        Response begun = anonymous().get("/login/oidc?next=/people");
        begun.then().statusCode(303).header("Location", containsString("code_challenge"));
        return begun;
    }

    private String back(Response begun) {
        return SingleSignOn.CALLBACK + "?" + provider.logIn(URI.create(begun.getHeader("Location")));
    }

    private static Response finish(String cookie, String back) {
        return anonymous()
                .urlEncodingEnabled(false)
                .cookie(OidcCookie.NAME, cookie)
                .get(back);
    }

    /** The response to the callback. */
    private Response callBack() {
        Response begun = begin();
        return finish(begun.getCookie(OidcCookie.NAME), back(begun));
    }

    /** With the password, if it is asked for. */
    private Response logIn() {
        Response in = callBack();
        return String.valueOf(in.getHeader("Location")).contains("/login/connect")
                ? connect(in, TestAccounts.PASSWORD)
                : in;
    }

    private static Response connect(Response half, String password) {
        return anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .formParam("password", password)
                .formParam("next", "/people")
                .post("/login/connect");
    }

    private Response code(Response half, String code) {
        return anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .formParam("code", code)
                .post("/login/code");
    }

    private void refused(String sentence) {
        refused(logIn(), 403, sentence);
    }

    private static void refused(Response answer, int status, String sentence) {
        answer.then().statusCode(status).body(containsString(sentence), containsString("Back to the login page"));
        assertThat(answer.getCookie("tidings-session")).isNull();
    }

    private static Response page(Response in) {
        return anonymous()
                .cookie("tidings-session", in.getCookie("tidings-session"))
                .get("/people");
    }

    private static boolean isLoggedIn(Response in) {
        return in.getCookie("tidings-session") != null && page(in).statusCode() == 200;
    }

    private String code(String key) {
        return OneTimeCodes.code(key, clock.instant().getEpochSecond() / 30);
    }

    /** Returns the key of the codes. */
    @Transactional
    String turnOnSecondStep() {
        StaffMember member = member(dana.accountId(), dana.staffId());
        String key = secondStep.keyToSetUp(member);
        assertThat(secondStep.confirm(member, code(key), RandomTokens.hash(dana.session())))
                .isPresent();
        return key;
    }

    @Transactional
    void change(TestAccounts.Person person, String password, boolean active) {
        staff.change(
                person.accountId(),
                dana.staffId(),
                person.staffId(),
                new Staff.Details("Sam Ito", Role.STAFF, "", password),
                active,
                false);
    }

    @Transactional
    StaffMember member(long accountId, long id) {
        return StaffMember.byId(accountId, id).orElseThrow();
    }

    /** Actions with their details. */
    @Transactional
    List<String> details(TestAccounts.Person person) {
        return AuditEntry.ofAccount(person.accountId(), 50).stream()
                .map(entry -> entry.action + " " + entry.detail)
                .toList();
    }

    @Transactional
    List<String> actions(TestAccounts.Person person) {
        return AuditEntry.ofAccount(person.accountId(), 50).stream()
                .map(entry -> entry.action)
                .toList();
    }
}
