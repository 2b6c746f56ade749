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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.oidc.CountingSignOn;
import org.tidings.account.oidc.OidcTestProvider;
import org.tidings.account.oidc.SingleSignOn;
import org.tidings.browser.BrowserProfile;
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
        confirmed("new " + subject, dana.email());
        refused("connected with another Example ID account");

        String page = "/settings/staff/" + dana.staffId();
        dana.browser().get(page).then().body(containsString("Remove the connection"));
        dana.browser().post(page + "/connection/remove").then().statusCode(303);
        dana.browser().get(page).then().body(not(containsString("Remove the connection")));

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
        deactivate(sam);
        refused("Nobody with the email address"); // by subject
        confirmed("new " + subject, sam.email());
        refused("Nobody with the email address"); // by address
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
        turnOnSecondStep();
        Response half = logIn();
        half.then().statusCode(303).header("Location", containsString("/login/code?next=%2Fpeople"));
        assertThat(half.getCookie("tidings-session")).isNull();
        anonymous()
                .cookie(HalfLogin.COOKIE, half.getCookie(HalfLogin.COOKIE))
                .get("/login/code")
                .then()
                .statusCode(200);

        QuarkusMock.installMockForType(new CountingSignOn(clock), SingleSignOn.class);
        assertThat(isLoggedIn(logIn())).isTrue();
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
        StaffMember kim = staff.add(
                        dana.accountId(), dana.staffId(), email, new Staff.Details("Kim Ray", Role.OWNER, "", ""))
                .orElseThrow()
                .person();
        confirmed(subject, email.toUpperCase(Locale.ROOT));
        assertThat(isLoggedIn(logIn())).isTrue();
        assertThat(member(kim.accountId, kim.id).joined).isTrue();
    }

    @Test
    void newSessionReplacesTheOldOne() {
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

    private Response logIn() {
        Response begun = begin();
        return finish(begun.getCookie(OidcCookie.NAME), back(begun));
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

    @Transactional
    void turnOnSecondStep() {
        StaffMember member = member(dana.accountId(), dana.staffId());
        String key = secondStep.keyToSetUp(member);
        String code = OneTimeCodes.code(key, clock.instant().getEpochSecond() / 30);
        assertThat(secondStep.confirm(member, code, RandomTokens.hash(dana.session())))
                .isPresent();
    }

    @Transactional
    void deactivate(TestAccounts.Person person) {
        staff.change(
                person.accountId(),
                dana.staffId(),
                person.staffId(),
                new Staff.Details("Sam Ito", Role.STAFF, "", ""),
                false,
                false);
    }

    @Transactional
    StaffMember member(long accountId, long id) {
        return StaffMember.byId(accountId, id).orElseThrow();
    }

    @Transactional
    List<String> actions(TestAccounts.Person person) {
        return AuditEntry.ofAccount(person.accountId(), 50).stream()
                .map(entry -> entry.action)
                .toList();
    }
}
