package org.tidings.account;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.tidings.account.oidc.SingleSignOn;

/** What follows the provider's answer: the password before somebody is connected, the code of the second step, and the session. */
@ApplicationScoped
class ProviderSteps {

    private final SingleSignOn singleSignOn;
    private final OidcLogin login;
    private final BrowserSession browser;
    private final SecondStep secondStep;
    private final HalfLogin halfLogin;

    ProviderSteps(
            SingleSignOn singleSignOn,
            OidcLogin login,
            BrowserSession browser,
            SecondStep secondStep,
            HalfLogin halfLogin) {
        this.singleSignOn = singleSignOn;
        this.login = login;
        this.browser = browser;
        this.secondStep = secondStep;
        this.halfLogin = halfLogin;
    }

    /** Returns the page to open: an invited person has no password that could be asked for. */
    String afterProvider(RoutingContext request, StaffMember staff, ProvidedIdentity identity, String next) {
        if (identity.isNew() && staff.joined) {
            halfLogin.begin(request, HalfLogin.Step.PASSWORD, staff, identity);
            return ConnectPage.path(next);
        }
        return afterPassword(request, staff, identity, next);
    }

    /** Returns the page to open. The provider counts as second step only for those who are connected with it. */
    String afterPassword(RoutingContext request, StaffMember staff, ProvidedIdentity identity, String next) {
        if ((identity.isNew() || !singleSignOn.countsAsSecondStep()) && secondStep.isOn(staff.id)) {
            halfLogin.begin(request, HalfLogin.Step.CODE, staff, identity);
            return CodePage.path(next);
        }
        halfLogin.end(request);
        browser.begin(request, login.startSession(staff, identity, Client.of(request)), staff.email);
        return next;
    }
}
