package org.tidings.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.engagement.TrackingRequest.Kind.CLICK;
import static org.tidings.engagement.TrackingRequest.Kind.OPEN;
import static org.tidings.engagement.TrackingRequest.Kind.PAGE;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineRulesTest {

    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private static final String THUNDERBIRD =
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0";
    private static final String GMAIL =
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    private static final String YAHOO = "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // browsers with webmail
                CHROME,
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; Android 9; CUBOT X19 Build/PPR1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.45 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.45 Mobile Safari/537.36",
                // Apple Mail without privacy protection, on iPhone and Mac
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
                // Outlook for Windows, classic and new; for Mac; for phones
                "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.12026; ms-office; MSOffice 16)",
                "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MacOutlook/16.89.24091630",
                "Outlook-iOS/729.2812.prod.iphone (4.2430.0)",
                "Outlook-Android/2.0",
                // Thunderbird, Samsung Email, others
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0",
                "Mozilla/5.0 (Linux; Android 14; SM-A546B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.102 Mobile Safari/537.36",
                "SamsungEmail/6.1.90.16",
                "Mozilla/5.0 (Linux; U; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Mobile Safari/537.36 YahooMobileMail/1.0",
                // requests through these proxies count as made by a person some time after delivery
                GMAIL,
                YAHOO,
            })
    void mailProgramsCountAsPeople(String userAgent) {
        assertThat(MachineRules.judge(get(TrackingRequest.Kind.OPEN, userAgent, LATER))
                        .automatic())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPEN  | Mozilla/5.0                                                        | Apple Mail Privacy Protection
            CLICK | Mozilla/5.0                                                        | Unidentified program
            OPEN  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0 | Gmail preloading
            CLICK | Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy) | Mailbox provider's scanner
            PAGE  | YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html | Mailbox provider's scanner
            CLICK | Barracuda Sentinel (EE)                                            | Barracuda link scanner
            CLICK | Mimecast-Link-Protect                                              | Mimecast link scanner
            CLICK | Mozilla/5.0 (compatible; ProofPoint URL Defense)                   | Proofpoint link scanner
            CLICK | Microsoft Office Outlook Safe Links Scanner                        | Microsoft Safe Links
            CLICK | Mozilla/5.0 Microsoft Office Existence Discovery                   | Microsoft Office link check
            CLICK | Cisco IronPort Email Security                                      | Security scanner
            CLICK | Mozilla/5.0 (compatible; SymantecEmailSecurity)                    | Security scanner
            CLICK | FortiMail                                                          | Security scanner
            CLICK | facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php) | Link preview
            CLICK | WhatsApp/2.23.20.0 A                                               | Link preview
            CLICK | Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5    | Link preview
            CLICK | Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b | Link preview
            CLICK | Twitterbot/1.0                                                     | Crawler
            CLICK | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)         | Crawler
            CLICK | TelegramBot (like TwitterBot)                                      | Crawler
            CLICK | LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com) | Crawler
            CLICK | Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)  | Crawler
            CLICK | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | Crawler
            CLICK | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1) | Crawler
            CLICK | Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) | Crawler
            CLICK | curl/8.4.0                                                         | Script or program
            CLICK | Wget/1.21.3                                                        | Script or program
            CLICK | python-requests/2.32.3                                             | Script or program
            CLICK | Python-urllib/3.11                                                 | Script or program
            CLICK | Python/3.9 aiohttp/3.8.1                                           | Script or program
            CLICK | Go-http-client/2.0                                                 | Script or program
            CLICK | Java/17.0.9                                                        | Script or program
            CLICK | Java-http-client/17.0.9                                            | Script or program
            CLICK | okhttp/4.10.0                                                      | Script or program
            CLICK | Apache-HttpClient/4.5.13 (Java/17.0.9)                             | Script or program
            CLICK | libwww-perl/6.67                                                   | Script or program
            CLICK | axios/1.6.0                                                        | Script or program
            CLICK | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36 | Headless browser
            CLICK | Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1 | Headless browser
            """)
    void machinesAreRecognisedByUserAgent(TrackingRequest.Kind kind, String userAgent, String words) {
        Judgement judgement = MachineRules.judge(get(kind, userAgent, LATER));
        assertThat(judgement.automatic()).isTrue();
        assertThat(judgement.words()).isEqualTo(words);
    }

    @Test
    void applePrivacyProtectionIsNamed() {
        assertThat(MachineRules.judge(get(OPEN, "Mozilla/5.0", LATER)).words())
                .isEqualTo("Apple Mail Privacy Protection");
    }

    @ParameterizedTest
    @CsvSource({"0,true", "9999,true", "10000,false", "-5,true"})
    void proxyOpenAtDeliveryIsAPrefetch(long millis, boolean automatic) {
        Duration since = Duration.ofMillis(millis);
        assertThat(MachineRules.judge(get(OPEN, GMAIL, since)).automatic()).isEqualTo(automatic);
        assertThat(MachineRules.judge(get(OPEN, YAHOO, since)).automatic()).isEqualTo(automatic);
        assertThat(MachineRules.judge(get(OPEN, GMAIL, since)).provisional()).isFalse();
    }

    @Test
    void proxyOpenOfAClearedReportCountsAsAPerson() {
        assertThat(MachineRules.judge(get(OPEN, GMAIL, null)).automatic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "POST", "PROPFIND"})
    void methodsOtherThanGetAreMachines(String method) {
        TrackingRequest hit = new TrackingRequest(CLICK, method, CHROME, Map.of(), LATER);
        assertThat(MachineRules.judge(hit).words()).isEqualTo("Link checker");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Purpose,prefetch",
        "sec-purpose,prefetch;prerender",
        "Purpose,prefetch",
        "X-Purpose,preview",
        "X-Moz,Prefetch"
    })
    void browserPreloadingIsAMachine(String header, String value) {
        TrackingRequest hit = new TrackingRequest(CLICK, "GET", CHROME, Map.of(header, value), LATER);
        assertThat(MachineRules.judge(hit).words()).isEqualTo("Browser preloading");
    }

    @Test
    void missingUserAgentIsAMachine() {
        assertThat(MachineRules.judge(get(CLICK, null, LATER)).words()).isEqualTo("Unidentified program");
        assertThat(MachineRules.judge(get(OPEN, " ", LATER)).words()).isEqualTo("Unidentified program");
    }

    @Test
    void clicksAndOpensInABrowserAreProvisional() {
        assertThat(MachineRules.judge(get(CLICK, CHROME, AT_ONCE))).isEqualTo(Judgement.person(true));
        assertThat(MachineRules.judge(get(CLICK, CHROME, LATER))).isEqualTo(Judgement.person(true));
        assertThat(MachineRules.judge(get(OPEN, CHROME, LATER))).isEqualTo(Judgement.person(true));
        assertThat(MachineRules.judge(get(PAGE, CHROME, AT_ONCE))).isEqualTo(Judgement.person(false));
    }

    @Test
    void opensInAMailProgramAreProvisionalSoonAfterDeliveryOnly() {
        assertThat(MachineRules.judge(get(OPEN, THUNDERBIRD, AT_ONCE))).isEqualTo(Judgement.person(true));
        assertThat(MachineRules.judge(get(OPEN, THUNDERBIRD, Sequence.EARLY))).isEqualTo(Judgement.person(false));
        assertThat(MachineRules.judge(get(OPEN, THUNDERBIRD, null))).isEqualTo(Judgement.person(false));
    }

    private static TrackingRequest get(
            TrackingRequest.Kind kind, @Nullable String userAgent, @Nullable Duration sinceAccepted) {
        return new TrackingRequest(kind, "GET", userAgent, Map.of(), sinceAccepted);
    }
}
