package org.tidings.engagement;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tidings.engagement.TrackingRequest.Kind;

/**
 * Judges a hit by itself: machine or person. Each rule says what it rests on; the first match decides; to add one, add a
 * line here and a line to the table of {@code MachineRulesTest}.
 *
 * <p>In doubt it is a person: a machine taken for a person is an open too many, a person taken for a machine is an open
 * that the front desk never sees. Scanners without a name are left to {@link ScannerBurst}.
 */
public final class MachineRules {

    /**
     * Gmail's and Yahoo's image proxies fetch an image when the recipient opens the message, but also, for some messages,
     * while they are being delivered. Nobody reads this fast.
     */
    public static final Duration PREFETCH = Duration.ofSeconds(10);

    private record Rule(String id, String words, Predicate<TrackingRequest> when) {}

    private static final List<Rule> RULES = List.of(
            // RFC 9110, 9.3: following a link or showing an image is a GET. HEAD is what link checkers send, OPTIONS is
            // what Office's "Existence Discovery" sends.
            new Rule("method", "Link checker", hit -> !hit.method().equalsIgnoreCase("GET")),

            // Sec-Purpose: Fetch standard, "prefetch" and "prefetch;prerender"; Purpose and X-Moz are its forerunners
            // in
            // Chrome and Firefox, X-Purpose (also "preview", for Top Sites) in Safari.
            new Rule(
                    "prefetch",
                    "Browser preloading",
                    hit -> TrackingRequest.HEADERS_OF_INTEREST.stream()
                            .map(hit::header)
                            .anyMatch(value -> value.contains("prefetch") || value.contains("preview"))),

            // RFC 9110, 10.1.5: a user agent should send its name, and every browser and mail program does.
            new Rule("no-agent", "A program without a name", hit -> hit.agent().isEmpty()),

            // Apple fetches all remote content through its relays, opened or not (Apple Support, "Use Mail Privacy
            // Protection"). The relays call themselves exactly "Mozilla/5.0": observed since iOS 15 by all large
            // senders.
            // A person who opens in Apple Mail with protection on is indistinguishable, so every such open is
            // automatic.
            new Rule(
                    "apple-privacy",
                    "Apple Mail Privacy Protection",
                    hit -> hit.kind() == Kind.OPEN && hit.agent().equals("mozilla/5.0")),
            // No browser calls itself just this.
            new Rule(
                    "bare-mozilla",
                    "A program without a name",
                    hit -> hit.agent().equals("mozilla/5.0")),

            // Gmail prefetches with this impossible browser (Chrome 42 and Edge 12 at once) when the inbox is open at
            // delivery: SparkPost, "Update on the Gmail App Prefetching Images", January 2022.
            agent(
                    "gmail-prefetch",
                    "Gmail preloading",
                    "chrome/42\\.0\\.2311\\.135 safari/537\\.36 edge/12\\.246 mozilla/5\\.0$"),

            // "... Firefox/11.0 (via ggpht.com GoogleImageProxy)" and "YahooMailProxy; https://help.yahoo.com/kb/
            // yahoo-mail-proxy-SLN28749.html" (Yahoo help, SLN28749) stand for the recipient: real opens come through
            // them.
            new Rule(
                    "gmail-delivery",
                    "Gmail preloading",
                    hit -> hit.kind() == Kind.OPEN && isGmail(hit) && hit.within(PREFETCH)),
            new Rule(
                    "yahoo-delivery",
                    "Yahoo Mail preloading",
                    hit -> hit.kind() == Kind.OPEN && isYahoo(hit) && hit.within(PREFETCH)),
            // Image proxies follow no links for people.
            new Rule(
                    "image-proxy",
                    "Mail provider's scanner",
                    hit -> hit.kind() != Kind.OPEN && (isGmail(hit) || isYahoo(hit))),

            // Security gateways that give a name. "Barracuda Sentinel (EE)" is what Barracuda sends (named so in
            // Braze's
            // documentation of bot filtering); the other names are the vendors' product names as found in senders'
            // logs.
            // Most gateways show a browser's name instead and are left to ScannerBurst.
            agent("barracuda", "Barracuda link scanner", "barracuda"),
            agent("mimecast", "Mimecast link scanner", "mimecast"),
            agent("proofpoint", "Proofpoint link scanner", "proofpoint|urldefense"),
            agent("safelinks", "Microsoft Safe Links", "safe ?links|microsoft-urlanalyzer"),
            agent("office-check", "Microsoft Office link check", "microsoft office (?:existence|protocol) discovery"),
            agent(
                    "gateway",
                    "Security scanner",
                    "symantec|messagelabs|trend ?micro|ironport|cisco ?secure|sophos|forti(?:mail|guard|gate)|fireeye|trellix|forcepoint|websense|checkpoint|zscaler|vadesecure|urlscan|virustotal|netcraft"),

            // Link previews in messengers and social networks: each names itself on its developer page.
            agent(
                    "preview",
                    "Link preview",
                    "facebookexternalhit|facebookcatalog|meta-externalagent|whatsapp/|skypeuripreview|bingpreview|google-pagerenderer|googlemessages|snapchat ?url|viber|embedly|iframely|pinterest/0|redditbot|vkshare|line-poker"),

            // Crawlers call themselves ...bot, crawler or spider (Googlebot, Applebot, Slackbot, Twitterbot,
            // LinkedInBot,
            // TelegramBot, Discordbot ...). CUBOT is a maker of telephones.
            agent(
                    "crawler",
                    "Crawler",
                    "(?<!\\bcu)bot\\b|(?<!\\bcu)bot[-_/]|crawler|spider|scanner|slurp|mediapartners-google|google-read-aloud|slack-imgproxy|yandex(?:images|metrika)"),

            // Libraries and tools, each by its default user agent. No browser or mail program begins like this, so the
            // name is
            // looked for at the start only; okhttp and CFNetwork appear inside the names of real apps.
            agent(
                    "library",
                    "A program",
                    "^(?:curl|wget|python|aiohttp|python-httpx|go-http-client|java[/-]|jakarta|okhttp|apache-httpclient|libwww-perl|lwp|ruby|faraday|php|guzzlehttp|symfony|node-fetch|node|undici|axios|got |postmanruntime|lua-resty|dart|rest-client|httpie|winhttp|ahc/|vert\\.x|amazon cloudfront|hubspot connect)"),
            agent(
                    "headless",
                    "A browser without a screen",
                    "headlesschrome|phantomjs|puppeteer|playwright|selenium|slimerjs|electron/.*prerender|chrome-lighthouse"));

    private MachineRules() {}

    /** Judges one hit, by what it says of itself and by when it came. */
    public static Judgement judge(TrackingRequest hit) {
        return RULES.stream()
                .filter(rule -> rule.when.test(hit))
                .findFirst()
                .map(rule -> Judgement.machine(rule.id, rule.words))
                .orElseGet(() -> Judgement.person(mayBeScanner(hit)));
    }

    /**
     * A scanner that shows a browser's name loads the pixel along with the links, so an early open waits for company too.
     * Opens by mailbox providers' proxies are not scanners', and pages move no status (they do count in a burst).
     */
    private static boolean mayBeScanner(TrackingRequest hit) {
        return hit.kind() != Kind.PAGE && hit.within(ScannerBurst.EARLY) && !isGmail(hit) && !isYahoo(hit);
    }

    private static Rule agent(String id, String words, String expression) {
        Pattern pattern = Pattern.compile(expression);
        return new Rule(id, words, hit -> pattern.matcher(hit.agent()).find());
    }

    private static boolean isGmail(TrackingRequest hit) {
        return hit.agent().contains("googleimageproxy") || hit.agent().contains("ggpht.com");
    }

    private static boolean isYahoo(TrackingRequest hit) {
        return hit.agent().contains("yahoomailproxy");
    }
}
