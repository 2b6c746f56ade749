package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.account.AuditEntry;
import org.tidings.account.StaffMember;
import org.tidings.platform.database.Transactions;

/** Tests of the command {@code reset-password}. */
@QuarkusTest
class ResetPasswordTest {

    private static final String NEW = "a new and longer password";

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private TestAccounts.Person dana;

    @BeforeEach
    void createAnOwner() {
        dana = accounts.owner();
    }

    @Test
    void newPasswordLogsInAndOldSessionsEnd() {
        assertThat(reset(" " + dana.email().toUpperCase(Locale.ROOT), NEW)).isEqualTo(ResetPassword.DONE);
        assertThat(said()).contains("is changed", "logged out everywhere");
        dana.browser().get("/tasks").then().statusCode(303);
        assertThat(logIn(TestAccounts.PASSWORD)).isEqualTo(401);
        assertThat(logIn(NEW)).isEqualTo(303);
    }

    @Test
    void resetIsAuditedWithoutThePassword() {
        reset(dana.email(), NEW);
        List<AuditEntry> trail =
                QuarkusTransaction.requiringNew().call(() -> AuditEntry.ofAccount(dana.accountId(), 10));
        assertThat(trail)
                .filteredOn(entry -> entry.action.equals("password.reset"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.subject).isEqualTo(dana.email());
                    assertThat(entry.detail).isEqualTo("By the operator, with a command");
                });
    }

    @Test
    void weakPasswordIsRefused() {
        assertThat(reset(dana.email(), "short")).isEqualTo(ResetPassword.REFUSED);
        assertThat(said()).contains("The password was not changed. Use at least 12 characters.");
        dana.browser().get("/tasks").then().statusCode(200);
    }

    @Test
    void unknownAndDeactivatedPeopleAreRefused() {
        assertThat(reset("nobody@riverside.example", NEW)).isEqualTo(ResetPassword.REFUSED);
        assertThat(said()).contains("No staff member logs in as nobody@riverside.example.");
        QuarkusTransaction.requiringNew().run(() -> StaffMember.update("active = false where id = ?1", dana.staffId()));
        assertThat(reset(dana.email(), NEW)).isEqualTo(ResetPassword.REFUSED);
        assertThat(said()).contains("is deactivated");
    }

    @Test
    void addressIsRequired() {
        assertThat(ResetPassword.run(List.of(), new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isEqualTo(ResetPassword.REFUSED);
        assertThat(said()).contains("Usage: reset-password");
    }

    private int reset(String email, String password) {
        return transactions.callNew(connection -> ResetPassword.run(
                connection, email, () -> password, new PrintStream(said, true, StandardCharsets.UTF_8)));
    }

    private int logIn(String password) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("email", dana.email())
                .formParam("password", password)
                .post("/login")
                .statusCode();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
