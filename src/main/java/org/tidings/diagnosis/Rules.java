package org.tidings.diagnosis;

import static org.tidings.diagnosis.Clues.BLOCKLISTS;
import static org.tidings.diagnosis.Clues.code;
import static org.tidings.diagnosis.Clues.noStatus;
import static org.tidings.diagnosis.Clues.permanent;
import static org.tidings.diagnosis.Clues.quoted;
import static org.tidings.diagnosis.Clues.status;
import static org.tidings.diagnosis.Clues.success;
import static org.tidings.diagnosis.Clues.temporary;
import static org.tidings.diagnosis.Clues.text;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classifier's table. To teach it a new answer, add one line where it belongs and one line to the table of
 * {@code ClassifierTest}; texts are regular expressions in lower case, those about the mailbox in {@link MailboxWords}, those that only sound so in {@link SenderWords}.
 *
 * <p>Order matters, the first match decides:
 *
 * <ol>
 *   <li>Words that overrule a code, because servers are known to misuse that code. Words about us come before words about
 *       the mailbox: when both are there, the address keeps the benefit of the doubt.
 *   <li>Trouble with our own mail server.
 *   <li>Enhanced status codes (RFC 3463 and the registry of RFC 5248): sender-side, then address, then the rest.
 *   <li>What is left: 4xx is soft, 5xx is unknown.
 * </ol>
 */
final class Rules {

    /**
     * The status says that the trouble is ours, and outweighs words about a mailbox or an account, which may be the one at our own relay. 5.5.0
     * says nothing, and Outlook.com has it beside unknown users.
     */
    private static final Predicate<Clues> NOT_ABOUT_US = status(
                    "5.6.*", "5.7.*", "5.5.*", "5.3.4", "5.3.5", "5.4.5", "5.4.6", "5.1.7", "5.1.8")
            .and(status("5.7.13", "5.7.17", "5.7.18", "5.5.0").negate())
            .negate();

    private static final String NOTHING_OF_A_MAILBOX =
            "(?!.{0,60}(?:user|recipient|mail ?box|account|unknown|no such))";

    private static final String RELAY_QUOTA = "relay-quota";

    /** Quoted in a notice it is the receiving server's word for a recipient that our relay had accepted: some say 5.7.1 for all they refuse. */
    private static final Predicate<Clues> PERHAPS_ABOUT_US = NOT_ABOUT_US.or(quoted());

    static final List<Rule> TABLE = List.of(
            rule("accepted", Meaning.ACCEPTED, success()),

            // Amazon SES: "454 Throttling failure: Maximum sending rate exceeded" or "Daily message quota exceeded"
            // (SES Developer Guide, "Errors related to the sending quotas"); before "quota" is taken for a full mailbox
            rule(
                    RELAY_QUOTA,
                    Meaning.RELAY_RATE,
                    temporary().and(text("throttling failure", "maximum sending rate", "daily message quota"))),
            // RFC 4954, section 6: the codes of AUTH. A wrong password must not fail a whole blast
            rule("relay-login", Meaning.RELAY_LOGIN, code(432, 530, 534, 535, 538)),

            // Words about time. Greylisting is seen as 450, 451 4.7.1 (Postgrey), 421, and even as 5xx
            rule("greylisting", Meaning.GREYLISTED, text("gr[ae]y-?list")),
            // Gmail, 450 4.2.1 and 550 5.2.1: "receiving mail at a rate that prevents additional messages"
            rule(
                    "receiving-rate",
                    Meaning.TOO_MUCH_MAIL,
                    text(
                            "receiving mail (?:at a rate|too quickly)",
                            // Exchange Online, 550 5.2.122
                            "(?:recipient|mailbox|user) (?:has )?exceeded (?:their|its|his) (?:\\w+ )?(?:limit|rate) (?:for|of)\\b")),

            // Words about us, whatever the code: SPF and block lists come as 550 5.1.1, 553 5.1.3 or bare 550 too
            rule("dmarc", Meaning.DMARC, text("\\bdmarc\\b")),
            // Gmail 5.7.26 names both: "requires all senders to authenticate with either SPF or DKIM"
            rule(
                    "unauthenticated",
                    Meaning.UNAUTHENTICATED,
                    text("unauthenticated (?:e?-?mail|sender)", "sender is unauthenticated", "\\bspf\\b.*\\bdkim\\b")),
            rule("spf", Meaning.SPF, text("\\bspf\\b", "sender policy framework")),
            rule("dkim", Meaning.DKIM, text("\\bdkim\\b", "domainkeys")),
            // Postfix 450 4.7.1/4.7.25 "cannot find your (reverse) hostname"; Gmail 5.7.25
            rule(
                    "reverse-dns",
                    Meaning.REVERSE_DNS,
                    text(
                            "reverse[ -](?:dns|host ?name|lookup)",
                            "\\bptr\\b",
                            "find your (?:reverse )?host ?name",
                            "mismatches client ip",
                            "valid sender domain")),
            // Postfix 554 5.7.1 or 454 4.7.1, qmail 553, Exchange 550 5.7.1: says who may send there, not who lives
            // there
            rule(
                    "relay-denied",
                    Meaning.RELAY_DENIED,
                    text(
                            "relay(?:ing)?(?: access)?(?: is)? (?:denied|not |prohibited)",
                            "(?:not (?:configured|permitted|allowed|authori[sz]ed)|unable|cannot|do not|don't) (?:to )?relay",
                            "allowed rcpthosts",
                            "not a gateway",
                            "requires authentication",
                            "smtp auth",
                            "authentication (?:is )?required",
                            "not authenticated")),
            rule(
                    "blocklist",
                    Meaning.BLOCKLISTED,
                    text(
                            "(?:black|block|deny)[ -]?list",
                            BLOCKLISTS,
                            "\\brbl\\b",
                            "(?<!not )\\blisted (?:at|in|by|on)\\b",
                            "blocked (?:using|ip)",
                            "banned (?:sending )?ip",
                            "\\(bl\\)")),
            // Postfix and Exim look at the *sender* with the same words as at the recipient: "Sender address rejected:
            // User unknown", "Sender verify failed ... no such user", "Helo command rejected: Host not found"
            rule(
                    "sender-refused",
                    Meaning.SENDER_REFUSED,
                    text(
                            "\\bsender(?:'s)? (?:(?:e-?mail )?(?:address|host)|is |was |not |has been |rejected|denied|refused|unknown|invalid|blocked)",
                            "from: domain",
                            "valid from\\b",
                            "invalid sender",
                            "sender verif",
                            "verification failed for",
                            "domain of sender",
                            "sender(?:'s)? domain",
                            "purported responsible address",
                            "\\b(?:helo|ehlo)\\b.{0,200}reject",
                            "(?:invalid|bad|unknown|malformed|forged|fake) (?:helo|ehlo)",
                            "(?:mail from|envelope (?:from|sender)|return[- ]path) .{0,40}(?:domain|address|invalid|reject|not |unknown)",
                            "client host rejected",
                            "mail from .{0,200}not allowed")),
            rule(
                    "spam",
                    Meaning.SPAM,
                    text(
                            "\\bspam",
                            "unsolicited",
                            "\\bjunk\\b",
                            "\\bube\\b",
                            "\\bbulk (?:e?-?mail|sender)",
                            "reputation",
                            "suspicious")),
            rule(
                    "too-big",
                    Meaning.TOO_BIG,
                    text(
                            "(?:message|mail|size).{0,30}too (?:big|large)",
                            "(?:size|length) exceeds",
                            "exceeds?.{0,40}(?:message|size) (?:size|limit)")),
            rule(
                    "content",
                    Meaning.CONTENT,
                    text(
                            "\\bvirus",
                            "malware",
                            "phish",
                            "content (?:rejected|denied|restrict)",
                            "banned (?:file|attachment)")),
            // Gmail 550 5.4.5 "Daily user sending limit exceeded"
            rule(
                    "sending-limit",
                    Meaning.SENDING_LIMIT,
                    permanent()
                            .and(text(
                                    "(?:sending|submission|relay) (?:limit|quota)",
                                    "(?:daily|hourly) (?:\\w+ ){0,2}(?:limit|quota)",
                                    "bad outbound sender"))),
            rule(
                    "relay-rate",
                    Meaning.RELAY_RATE,
                    temporary()
                            .and(text(
                                    "rate.?limit",
                                    "rate exceeded",
                                    "throttl",
                                    "too many (?:concurrent |simultaneous )?(?:smtp )?(?:connections|messages|e-?mails|sessions)",
                                    "sending (?:limit|quota)"))),
            rule(
                    "sending-rate",
                    Meaning.TOO_FAST,
                    text(
                            "rate.?limit",
                            "rate exceeded",
                            "throttl",
                            "too many (?:connections|messages|e-?mails)",
                            "connection frequency",
                            "unusual rate")),
            rule(
                    "policy",
                    Meaning.POLICY,
                    text(
                            "polic(?:y|ies)",
                            "security reason",
                            "blocked by",
                            "(?:is|are|was|were|has been|have been|being) (?:\\w+ )?(?:blocked|banned)\\b",
                            "\\baup\\b",
                            "administrative(?:ly)? (?:prohibit|denied|rejected|block)",
                            "(?:recipient|user|domain)(?:'s)? (?:preferences|filter|settings|complaints)",
                            "not (?:a |an )?(?:allowed|subscribed|registered|authori[sz]ed|permitted)? ?(?:list )?(?:member|subscriber)",
                            // not of the address, as in edge blocking below
                            "(?<!rejected: )access denied",
                            "not (?:permitted|allowed|authori[sz]ed) to (?:send|post|connect)",
                            "open relay",
                            // Mimecast: "Account outbounds disabled" is our account
                            "\\boutbounds?\\b",
                            "suspended from sending",
                            "^(?:mail|message) rejected:.{0,20} account ",
                            "\\byour (?:ip|server|host|network|isp|smtp|mail ?server)\\b")),

            // Says of us what it might say of a mailbox
            rule(
                    "sending-side",
                    Meaning.SENDER_REFUSED,
                    text(
                            "\\b(?:helo|ehlo)\\b",
                            "\\bsending (?:account|domain|ip|server|host|user)",
                            "\\bsending from\\b",
                            "\\bfor (?:this |the |your )?send(?:ing|er)\\b",
                            "too many (?:invalid|bad|unknown) recipients",
                            "\\byour (?:e-?mail )?domain\\b",
                            "no longer accept\\w* .{0,30}\\bfrom\\b",
                            "header from\\b",
                            "multiple from\\b",
                            "return[ -](?:address|path)")),
            // MessageLabs, for recipients it does not know
            rule("542", Meaning.NO_SUCH_MAILBOX, code(542).and(noStatus().or(status("5.0.0", "5.1.*")))),
            rule(
                    "refuses-us",
                    Meaning.POLICY,
                    permanent()
                            .and(text(
                                    "^\\W*(?:envelope |url |client |message |e?-?mail |ip )?(?:blocked|denied|rejected)\\b"
                                            + NOTHING_OF_A_MAILBOX,
                                    "(?:message|mail|e-?mail) (?:is |was |has been )?(?:blocked|refused)\\b"
                                            + NOTHING_OF_A_MAILBOX,
                                    "(?:allow|accept)(?:ing)? (?:messages|mail|e-?mail) from",
                                    "envelope blocked",
                                    "will not accept delivery",
                                    "too many (?:recipients|bad commands)",
                                    "\\b(?:ip|imp)\\b.{0,30}\\bblocked\\b",
                                    "mail rejet[eé]",
                                    "\\bno permission\\b",
                                    "\\brly:b\\d",
                                    // AOL; QQ; 163.com; Barracuda
                                    "\\bcon:b\\d",
                                    "frequency limited",
                                    "bounce attack",
                                    "dns check failed",
                                    "^dt:spm",
                                    "^rp:rcl",
                                    "\\(\\w+:blocked\\)",
                                    "scored too high",
                                    "\\brfc ?(?:5322|2822)\\b",
                                    "line length",
                                    "missing (?:date|from|message-id) header",
                                    "content not acceptable",
                                    "authentication failed"))),
            rule("5.2.1-policy", Meaning.POLICY, code(521).and(status("5.2.1"))),

            // Words about the mailbox. Quota is soft although 552 and 5.2.2 call it permanent (all large providers)
            rule("mailbox-full-text", Meaning.MAILBOX_FULL, PERHAPS_ABOUT_US.and(text(MailboxWords.FULL))),
            // Callbacks, bounce tags and log-ins: whatever is unknown there is the sender's
            rule("about-sender", Meaning.SENDER_REFUSED, permanent().and(text(SenderWords.REFUSED))),
            rule(
                    "temporary-text",
                    Meaning.BUSY,
                    permanent()
                            .and(NOT_ABOUT_US)
                            .and(text(
                                    "temporar(?:y|ily)",
                                    "mail ?box (?:is )?locked",
                                    "try (?:again|it) later",
                                    "(?:service|server|system) (?:is )?(?:currently )?(?:unavailable|busy|overloaded|down)",
                                    "(?:internal|local) (?:system |server |software )?error",
                                    "lock failure",
                                    "resources? (?:temporarily )?unavailable"))),
            // What is left of a refusal before the recipient was named is about us. Only notices tell the stage
            rule("before-recipient", Meaning.SENDER_REFUSED, permanent().and(text("^after mail from:"))),
            // Notices of servers that gave up without having met an answer; permanent by name only
            rule(
                    "expired-text",
                    Meaning.EXPIRED,
                    text(
                            "could not deliver for the last",
                            "envelope expired",
                            "retry time(?:out)? (?:not reached|exceeded)",
                            "delivery failed (?:after )?\\d{1,4} (?:attempts|tries)",
                            "(?:message|mail|delivery|queue|lifetime|retry) (?:has )?(?:expired|timed ?out)",
                            "(?:deliver(?:ed|y)?|sent|tried|trying|retried) (?:it )?(?:for|within|after|in) (?:more than |over |the last |about )?\\d+ (?:second|minute|hour|day|attempt|tries)",
                            "(?:retries|attempts) (?:were |have been )?(?:exhausted|exceeded|used up)",
                            "maximum (?:number of )?(?:retries|retry|attempts|time|age)",
                            "will be deleted from queue",
                            "was aborted after \\d",
                            "not delivered within",
                            "in the queue (?:for )?too long",
                            "delivery time expired",
                            "did not accept our requests to connect",
                            "(?:host|server) (?:is |did |was )?not respond",
                            "(?:connection|connect|conversation|operation|session) (?:was |has )?(?:timed out|time-?out|refused|reset|closed|dropped|failed|lost|aborted)",
                            "timed out (?:while|after|waiting)",
                            "(?:host|server|network|destination) (?:is |was )?(?:unreachable|not reachable|not available|down)",
                            "(?:lost|unable to|can ?n[o']t|could ?n[o']t|failed to) (?:establish |make )?(?:an? )?(?:smtp )?connect(?:ion)?\\b",
                            "no route to host",
                            "network(?:ing)? error",
                            "network (?:is )?unreachable")),
            // Yahoo 554 "This account has been disabled or discontinued"; "your account" would be our own at the relay
            rule("inactive-text", Meaning.INACTIVE, NOT_ABOUT_US.and(text(MailboxWords.INACTIVE))),
            // 550 5.7.1 (Exchange in front of another server), 5.2.1 (docomo, sendmail milters), 5.5.0 and 5.0.0 beside
            // it
            rule(
                    "no-such-user-text",
                    Meaning.NO_SUCH_MAILBOX,
                    quoted().and(text(
                                    "user unknown",
                                    "(?:no such|unknown|invalid) (?:user|recipient|mailbox)",
                                    "(?:valid|bad)rcptto",
                                    "badrecipientto",
                                    "recipient has been denied",
                                    "(?:user|recipient|mail ?box|account) not found",
                                    "not listed in (?:public|domino)"))
                            .or(NOT_ABOUT_US.and(text(MailboxWords.UNKNOWN)))),
            // sendmail says this of a null MX, with 5.7.27, which RFC 7505 means for the sender's domain
            rule(
                    "null-mx-text",
                    Meaning.NO_SUCH_DOMAIN,
                    NOT_ABOUT_US
                            .or(code(521, 556)) // RFC 7504
                            .or(quoted().and(status("5.7.27")))
                            .and(text(
                                    "(?:host|domain|server|system) (?:does not|doesn't) accept (?:any )?(?:e-?)?mail\\b(?! (?:\\w+ )?from)",
                                    "no smtp service.{0,60}\\b(?:mx|srv) record",
                                    "\\b(?:mx|srv) record.{0,60}no smtp service"))),
            // RFC 5321, section 3.1: the host refuses to talk with us
            rule("no-service", Meaning.POLICY, permanent().and(text("no smtp service"))),
            rule(
                    "moved-text",
                    Meaning.MOVED,
                    NOT_ABOUT_US.and(text(
                            MailboxWords.MAILBOX + " .{0,30}(?:has |was )?(?:moved|been replaced|been changed)\\b"))),
            // Exim has no way to send there: no such domain, or no such user in a domain of its own
            rule(
                    "unrouteable",
                    Meaning.NO_SUCH_DOMAIN,
                    NOT_ABOUT_US.and(text("unroute?able (?:mail )?(?:address|domain)"))),
            rule(
                    "5.4.4",
                    Meaning.NO_SUCH_DOMAIN,
                    noStatus()
                            .or(status("5.0.0", "5.5.0", "5.1.*", "5.4.*"))
                            .and(NOT_ABOUT_US)
                            .and(text("host not found, try again", "servfail", "dns server failure")
                                    .negate())
                            .and(text(
                                    "all host address lookups failed permanently",
                                    "unable to find mx host",
                                    "no mx (?:or a )?(?:record\\S*|found)",
                                    "dominio o casilla inexistente",
                                    "no such domain",
                                    "domain (?:name )?(?:does ?n[o']t exist|not found|is not reachable)",
                                    "host (?:name )?(?:is )?(?:unknown|not found|does ?n[o']t exist)",
                                    "(?:unknown|non-?exist[ae]nt|no such|invalid) (?:mail )?(?:host|domain|destination)",
                                    "(?<!your )domain .{0,40}\\bhas no (?:valid )?(?:mx|mail|dns)",
                                    "(?:unknown|illegal) (?:host|domain)",
                                    "nxdomain",
                                    "name or service not known",
                                    "domain must exist",
                                    "domain .{0,40}is unknown",
                                    "null mx",
                                    "name service error",
                                    "find (?:a|any) (?:mail exchanger|host)",
                                    "point to non-?existent hosts"))),
            // Exchange Online's directory-based edge blocking: "550 5.4.1 Recipient address rejected: Access denied"
            rule("edge-blocking", Meaning.NO_SUCH_MAILBOX, status("5.4.1").and(text("recipient address rejected"))),
            // RFC 5321 has 550 "mailbox unavailable" for policy also, so a status that says policy is left to say it;
            // Outlook.com and GMX send it with 5.5.0 or bare for unknown users
            rule(
                    "mailbox-unavailable",
                    Meaning.NO_SUCH_MAILBOX,
                    noStatus()
                            .or(status("5.0.0", "5.1.*", "5.2.0", "5.5.0"))
                            .and(
                                    text(
                                            "mailbox (?:is )?(?:unavailable|not available)(?!.{0,80}(?:access denied|\\bdns\\b|\\bmx\\b))"))),
            // Says that it refuses, and nothing of the mailbox
            rule(
                    "message-refused",
                    Meaning.POLICY,
                    noStatus()
                            .or(status("5.0.0", "5.1.0"))
                            .and(permanent())
                            .and(text(
                                    "(?:message|e?-?mail) (?:was |is |has been |have been )?(?:rejected|refused|denied|not (?:accepted|allowed|wanted))",
                                    "(?:rejected|refused|denied) (?:by|due to|because of) ",
                                    "permission (?:denied|to (?:send|post))|not have permission"))),
            rule(
                    "loop-text",
                    Meaning.LOOP,
                    permanent().and(text("hop count", "too many hops", "mail(?: forwarding)? loop"))),

            // Our own mail server (RFC 5321, 3.8: 421 closes the channel; RFC 3207 and 4954: 454), unless the status
            // speaks of the recipient or of the receiving domain's policy: 421 4.2.1 for one busy mailbox and 421 4.7.0
            // of one domain must not hold up everybody's mail
            rule(
                    "relay-closing",
                    Meaning.RELAY_CLOSING,
                    code(421).and(status("4.1.*", "4.2.*", "4.7.*").negate())),
            rule("relay-tls", Meaning.RELAY_CLOSING, code(454).and(text("\\btls\\b", "\\bauth"))),

            // Sender-side by status, before anything that could blame the address
            rule("5.7.13", Meaning.INACTIVE, status("5.7.13")),
            rule("5.7.17", Meaning.CHANGED_HANDS, status("5.7.17", "5.7.18")), // RFC 7293
            rule("5.7.20", Meaning.DKIM, status("5.7.20", "5.7.21", "5.7.22")), // RFC 7372
            rule("5.7.23", Meaning.SPF, status("5.7.23", "5.7.24", "5.7.27")), // RFC 7372; 5.7.27 is Gmail's own
            rule("5.7.25", Meaning.REVERSE_DNS, status("5.7.25")), // RFC 7372
            rule("5.7.26", Meaning.UNAUTHENTICATED, status("5.7.26")), // RFC 7372
            rule("5.7", Meaning.POLICY, status("5.7.*")),
            rule(
                    "4.7.1",
                    Meaning.GREYLISTED,
                    status("4.7.0", "4.7.1")), // without other words: nearly always greylisting
            rule("4.7", Meaning.POLICY, status("4.7.*")),
            rule("5.6", Meaning.CONTENT, status("5.6.*")),
            rule("5.5", Meaning.PROTOCOL, status("5.5.*")),
            rule("5.3.4", Meaning.TOO_BIG, status("5.3.4", "5.2.3")),
            rule("5.3.5", Meaning.PROTOCOL, status("5.3.5")),
            rule("5.4.5", Meaning.SENDING_LIMIT, status("5.4.5")),
            rule("5.4.6", Meaning.LOOP, status("5.4.6")),
            rule("5.1.7", Meaning.SENDER_REFUSED, status("5.1.7", "5.1.8")),

            // The address or its domain. The status alone is no proof where the words speak of something else
            rule(
                    "status-unsure",
                    Meaning.REFUSED_UNCLEAR,
                    permanent()
                            .and(status("5.1.*", "5.2.1"))
                            .and(text(
                                    "look-?up (?:failure|failed|error|did not complete)",
                                    "time[d -]{0,2}out",
                                    "maintenance",
                                    "access the mailbox",
                                    "(?:not|unable to) verify",
                                    "try (?:again later|another time)",
                                    "abuse",
                                    "geoip|country",
                                    "encrypt",
                                    "permission",
                                    "not allowed",
                                    "service refused",
                                    "\\bheader\\b",
                                    "\\bsubject\\b",
                                    "rejected due",
                                    "message contains",
                                    "does not resolve",
                                    "servfail",
                                    "servers? has"))),
            rule("5.1.1", Meaning.NO_SUCH_MAILBOX, status("5.1.0", "5.1.1")),
            // Exchange's "recipient not found"
            rule(
                    "5.1.10",
                    Meaning.NO_SUCH_MAILBOX,
                    status("5.1.10")
                            .and(quoted())
                            .and(text("\\bmx\\b", "\\bnull").negate())),
            rule("5.1.2", Meaning.NO_SUCH_DOMAIN, status("5.1.2", "5.1.10").or(code(556))), // null MX: RFC 7505, 7504
            rule("5.1.3", Meaning.MALFORMED, status("5.1.3")),
            rule("5.1.6", Meaning.MOVED, status("5.1.6")),
            rule("5.2.1", Meaning.INACTIVE, status("5.2.1")),

            // Temporary by nature
            rule("x.2.2", Meaning.MAILBOX_FULL, status("*.2.2").or(code(552).and(noStatus()))),
            rule("x.4.7", Meaning.EXPIRED, status("*.4.7")),
            rule("4xx", Meaning.BUSY, temporary()),

            // "554 Transaction failed": final for this message, and no reason to give the address up
            rule("5xx", Meaning.REFUSED_UNCLEAR, permanent()));

    /** Decides what no line of the table decides, such as an answer without any code. */
    static final Rule LAST = rule("unclear", Meaning.UNCLEAR, clues -> true);

    /** These decide for notices that are no answers to a delivery; see {@link Classifier}. */
    static final Rule COMPLAINT = rule("complaint", Meaning.JUNK, clues -> false);

    static final Rule AUTO_REPLY = rule("auto-reply", Meaning.AUTOMATIC, clues -> false);
    static final Rule DELIVERED = rule("delivered", Meaning.ARRIVED, clues -> false);
    static final Rule DELAYED = rule("delayed", Meaning.DELAYED, clues -> false);

    /** All that may stand beside a recipient. */
    static Stream<Rule> all() {
        return Stream.concat(TABLE.stream(), Stream.of(COMPLAINT, AUTO_REPLY, DELIVERED, DELAYED, LAST));
    }

    /** True if the server deferred the message regardless of the recipient. */
    static boolean isGreylisting(String id) {
        return means(id, Meaning.GREYLISTED);
    }

    static boolean isRate(String id) {
        return means(id, Meaning.RELAY_RATE);
    }

    static boolean isRelayQuota(String id) {
        return id.equals(RELAY_QUOTA);
    }

    private static boolean means(String id, Meaning meaning) {
        return TABLE.stream()
                .anyMatch(rule -> rule.meaning() == meaning && rule.id().equals(id));
    }

    /** The ids of all that refuse because of us. */
    static Set<String> ofBlocking() {
        return TABLE.stream()
                .filter(rule -> rule.meaning().verdict == Verdict.BLOCKED)
                .map(Rule::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Rules() {}

    private static Rule rule(String id, Meaning meaning, Predicate<Clues> when) {
        return new Rule(id, meaning, when);
    }
}
