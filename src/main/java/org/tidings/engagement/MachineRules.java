package org.tidings.engagement;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tidings.engagement.TrackingRequest.Kind;

/**
 * Classifies a single tracking request as machine or person. The first matching rule decides; each rule names its source. To add a rule, add
 * a line here and a line to the table in {@code MachineRulesTest}.
 *
 * <p>Requests that match no rule count as made by a person: a false open is less harmful than a missed one. Scanners that do not identify
 * themselves are left to {@link BehaviourRules}.
 */
public final class MachineRules {

    /**
     * The image proxies of Gmail and Yahoo fetch an image when the recipient opens the message but, for some messages, also during delivery. An
     * open within this time after acceptance is a prefetch.
     */
    public static final Duration PREFETCH = Duration.ofSeconds(10);

    static final String LINK_CHECKER = "Link checker";

    private record Rule(String words, Predicate<TrackingRequest> when) {}

    private static final List<Rule> RULES = List.of(
            // RFC 9110, 9.3: following a link or showing an image is a GET. Link checkers send HEAD, Office's
            // "Existence Discovery" sends OPTIONS.
            new Rule(LINK_CHECKER, hit -> !hit.method().equalsIgnoreCase("GET")),

            // Sec-Purpose: Fetch standard, "prefetch" and "prefetch;prerender". Purpose and X-Moz are its
            // predecessors in Chrome and Firefox, X-Purpose (also "preview", for Top Sites) in Safari.
            new Rule(
                    "Browser preloading",
                    hit -> TrackingRequest.HEADERS_OF_INTEREST.stream()
                            .map(hit::header)
                            .anyMatch(value -> value.contains("prefetch") || value.contains("preview"))),

            // RFC 9110, 10.1.5: a user agent should send User-Agent, and every browser and mail program does.
            new Rule("Unidentified program", hit -> hit.agent().isEmpty()),

            // Apple fetches all remote content through its relays, opened or not (Apple Support, "Use Mail Privacy
            // Protection"). The relays send exactly "Mozilla/5.0", as large senders have observed since iOS 15. A
            // person who opens a message in Apple Mail with protection on cannot be distinguished, so every such
            // open is automatic.
            new Rule(
                    "Apple Mail Privacy Protection",
                    hit -> hit.kind() == Kind.OPEN && hit.agent().equals("mozilla/5.0")),
            // No browser sends only this.
            new Rule("Unidentified program", hit -> hit.agent().equals("mozilla/5.0")),

            // Gmail prefetches with this non-existent browser (Chrome 42 and Edge 12 combined) if the inbox is open
            // at delivery: SparkPost, "Update on the Gmail App Prefetching Images", January 2022.
            agent("Gmail preloading", "chrome/42\\.0\\.2311\\.135 safari/537\\.36 edge/12\\.246 mozilla/5\\.0$"),

            // Real opens also come through "... Firefox/11.0 (via ggpht.com GoogleImageProxy)" and "YahooMailProxy;
            // https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html" (Yahoo help, SLN28749).
            new Rule("Gmail preloading", hit -> hit.kind() == Kind.OPEN && isGmail(hit) && hit.within(PREFETCH)),
            new Rule("Yahoo Mail preloading", hit -> hit.kind() == Kind.OPEN && isYahoo(hit) && hit.within(PREFETCH)),
            // Image proxies do not follow links on behalf of recipients.
            new Rule("Mailbox provider's scanner", hit -> hit.kind() != Kind.OPEN && (isGmail(hit) || isYahoo(hit))),

            // Security gateways that identify themselves. Barracuda sends "Barracuda Sentinel (EE)" (source:
            // Braze's documentation of bot filtering); the other names are product names found in senders' logs.
            // Most gateways send a browser's user agent instead and are left to BehaviourRules.
            agent("Barracuda link scanner", "barracuda"),
            agent("Mimecast link scanner", "mimecast"),
            agent("Proofpoint link scanner", "proofpoint|urldefense"),
            agent("Microsoft Safe Links", "safe ?links|microsoft-urlanalyzer"),
            agent("Microsoft Office link check", "microsoft office (?:existence|protocol) discovery"),
            agent(
                    "Security scanner",
                    "symantec|messagelabs|trend ?micro|ironport|cisco ?secure|sophos|forti(?:mail|guard|gate)|fireeye|trellix|forcepoint|websense|checkpoint|zscaler|vadesecure|urlscan|virustotal|netcraft"),

            // Link previews of messengers and social networks: each user agent is documented by its vendor.
            agent(
                    "Link preview",
                    "facebookexternalhit|facebookcatalog|meta-externalagent|whatsapp/|skypeuripreview|bingpreview|google-pagerenderer|googlemessages|snapchat ?url|viber|embedly|iframely|pinterest/0|redditbot|vkshare|line-poker"),

            // Crawlers are named ...bot, crawler or spider (Googlebot, Applebot, Slackbot, Twitterbot, LinkedInBot,
            // TelegramBot, Discordbot ...). CUBOT is a phone manufacturer.
            agent(
                    "Crawler",
                    "(?<!\\bcu)bot\\b|(?<!\\bcu)bot[-_/]|crawler|spider|scanner|slurp|mediapartners-google|google-read-aloud|slack-imgproxy|yandex(?:images|metrika)"),

            // Libraries and tools, by their default user agents. Matched at the start only, because okhttp and
            // CFNetwork also appear inside the user agents of real apps.
            agent(
                    "Script or program",
                    "^(?:curl|wget|python|aiohttp|python-httpx|go-http-client|java[/-]|jakarta|okhttp|apache-httpclient|libwww-perl|lwp|ruby|faraday|php|guzzlehttp|symfony|node-fetch|node|undici|axios|got |postmanruntime|lua-resty|dart|rest-client|httpie|winhttp|ahc/|vert\\.x|amazon cloudfront|hubspot connect)"),
            agent(
                    "Headless browser",
                    "headlesschrome|phantomjs|puppeteer|playwright|selenium|slimerjs|electron/.{0,200}prerender|chrome-lighthouse"));

    private MachineRules() {}

    /** Classifies one request by its headers and its time after acceptance. */
    public static Judgement judge(TrackingRequest hit) {
        return RULES.stream()
                .filter(rule -> rule.when.test(hit))
                .findFirst()
                .map(rule -> Judgement.machine(rule.words))
                .orElseGet(() -> Judgement.person(mayBeScanner(hit)));
    }

    /**
     * Scanners with a browser's user agent follow links at any time and load the pixel, too. Of opens by mail programs, only those soon after
     * delivery wait, because they are many. Opens through the proxies of mailbox providers are not made by scanners, and pages change no
     * status, although they count as part of a scan.
     */
    private static boolean mayBeScanner(TrackingRequest hit) {
        return switch (hit.kind()) {
            case CLICK -> true;
            case OPEN ->
                !isGmail(hit) && !isYahoo(hit) && (hit.within(Sequence.EARLY) || UserAgents.isBrowser(hit.agent()));
            case PAGE -> false;
        };
    }

    private static Rule agent(String words, String expression) {
        Pattern pattern = Pattern.compile(expression);
        return new Rule(words, hit -> pattern.matcher(hit.agent()).find());
    }

    private static boolean isGmail(TrackingRequest hit) {
        return hit.agent().contains("googleimageproxy") || hit.agent().contains("ggpht.com");
    }

    private static boolean isYahoo(TrackingRequest hit) {
        return hit.agent().contains("yahoomailproxy");
    }
}
