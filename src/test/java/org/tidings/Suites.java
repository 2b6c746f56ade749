package org.tidings;

/**
 * The parts of the tests that run at the same time, each in one process. Within a suite, Quarkus orders the classes by profile and starts the
 * application once for each. Every test belongs to exactly one suite; one that no other suite names belongs to {@link ApplicationSuite}.
 */
final class Suites {

    /** And what else needs their configuration. */
    static final String BROWSER = "org\\.tidings\\.(browser\\..*|account\\.OidcLogin)Test";

    /** Profiles of a relay. */
    static final String RELAYS =
            "org\\.tidings\\.(\\w*Relay\\w*|Dkim|EndToEnd|MessageOnTheWire|SlowDomain|delivery\\.MailSettings|feedback\\.provider\\.ProviderHooks)Test";

    /** Without Quarkus, except for single classes. */
    static final String UNIT =
            "org\\.tidings\\.(account\\.oidc|diagnosis|message|embedded|platform\\.table|delivery\\.(transport|relay|throttle)|feedback\\.provider)"
                    + "\\.(?!ProviderHooksTest).*Test";

    private Suites() {}
}
