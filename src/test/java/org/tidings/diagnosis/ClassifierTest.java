package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.diagnosis.Classifier.Source;

class ClassifierTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            250 2.0.0 OK queued as 4XyZ                                                | DELIVERED | accepted
            250 OK                                                                     | DELIVERED | accepted
            # dead addresses
            550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown      | HARD | no-such-user-text
            550 5.1.1 no                                                               | HARD | 5.1.1
            550 5.1.0 Address rejected                                                 | HARD | 5.1.1
            550 user unknown                                                           | HARD | no-such-user-text
            550 No such user here                                                      | HARD | no-such-user-text
            550 Unknown user ann@example.org                                           | HARD | no-such-user-text
            550 <ann@example.org>... User not exist                                    | HARD | no-such-user-text
            550 Recipient <ann@example.org> unknown                                    | HARD | no-such-user-text
            550 User not found                                                         | HARD | no-such-user-text
            554 delivery error: This user doesn’t have a yahoo.com account             | HARD | no-such-user-text
            550 Requested action not taken: mailbox unavailable                        | HARD | mailbox-unavailable
            550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)    | HARD | mailbox-unavailable
            550 5.4.1 Recipient address rejected: Access denied. [AM0EUR.example.com]  | HARD | edge-blocking
            550 5.1.2 bad destination                                                  | HARD | 5.1.2
            556 5.1.10 recipient address has null MX                                   | HARD | 5.4.4
            556 Domain takes no mail                                                   | HARD | 5.1.2
            550 5.4.4 Unable to route: no such domain                                  | HARD | 5.4.4
            550 5.1.3 bad syntax                                                       | HARD | 5.1.3
            550 not a valid recipient                                                  | HARD | no-such-user-text
            550 User ann not listed in Domino Directory                                | HARD | no-such-user-text
            550 Unrouteable address                                                    | HARD | unrouteable
            554 5.5.0 the domain is not reachable, please check the domain             | HARD | 5.4.4
            550 5.1.6 recipient no longer on server                                    | HARD | 5.1.6
            550 5.2.1 no                                                               | HARD | 5.2.1
            525 5.7.13 Disabled recipient address                                      | HARD | inactive-text
            525 5.7.13 no                                                              | HARD | 5.7.13
            550 5.7.17 mailbox owner has changed                                       | HARD | 5.7.17
            553 example.com does not exist                                             | HARD | no-such-user-text
            550 5.4.310 DNS domain example.com does not exist                          | HARD | 5.4.4
            550 Empfänger unbekannt                                                    | HARD | no-such-user-text
            550 5.2.1 the mailbox has been deleted                                     | HARD | inactive-text
            550 account is locked                                                      | HARD | inactive-text
            550 unknown or illegal alias                                               | HARD | no-such-user-text
            # a wrong code, overruled by the words
            550 5.2.1 <ann@example.org>... User Unknown                                | HARD | no-such-user-text
            550 5.1.1 blocked using zen.spamhaus.org                                   | BLOCKED | blocklist
            550 5.1.1 SPF check failed for example.org                                 | BLOCKED | spf
            550 5.1.1 message looks like spam                                          | BLOCKED | spam
            553 5.1.3 http://www.spamhaus.org/query/bl?ip=192.0.2.1                    | BLOCKED | blocklist
            550 5.1.1 <me@example.org>: Sender address rejected: User unknown          | BLOCKED | sender-refused
            550 Sender verify failed: no such user                                     | BLOCKED | sender-refused
            504 5.5.2 <localhost>: Helo command rejected: Host not found               | BLOCKED | sender-refused
            552 5.2.2 user is over quota                                               | SOFT | mailbox-full-text
            550 5.2.1 The user you are trying to contact is receiving mail at a rate   | SOFT | receiving-rate
            550 5.7.1 Greylisted, come back in 5 minutes                               | SOFT | greylisting
            # words inside addresses and links are not words of the server
            550 5.1.1 <spam@blocked-policy.example.org>: no                            | HARD | 5.1.1
            550 5.1.1 unknown, see https://help.example.org/policy/spam.html           | HARD | 5.1.1
            # soft
            554 Service currently unavailable                                          | SOFT | temporary-text
            550 5.2.122 The recipient has exceeded their limit for messages per hour   | SOFT | receiving-rate
            550 5.4.316 Message expired, connection refused                            | SOFT | expired-text
            552 Mailbox is over its limit                                              | SOFT | mailbox-full-text
            550 Postfach voll                                                          | SOFT | mailbox-full-text
            550 5.1.1 recipient temporarily unknown                                    | SOFT | temporary-text
            550 5.1.1 connection timed out                                             | SOFT | expired-text
            550 5.1.1 the storage of this user is used up                              | SOFT | mailbox-full-text
            452 4.2.2 The email account that you tried to reach is over quota          | SOFT | mailbox-full-text
            452 4.2.2 no                                                               | SOFT | x.2.2
            552 Requested mail action aborted                                          | SOFT | x.2.2
            451 4.7.1 Greylisting in action                                            | SOFT | greylisting
            451 4.7.1 Try again later                                                  | SOFT | 4.7.1
            421 4.7.1 Greylisted                                                       | SOFT | greylisting
            450 4.1.1 <ann@example.org>: User unknown, unverified address              | SOFT | 4xx
            450 5.1.1 User unknown                                                     | SOFT | 4xx
            421 4.2.1 too much for this user                                           | SOFT | 4xx
            451 Local error in processing                                              | SOFT | 4xx
            452 4.3.1 Insufficient system storage                                      | SOFT | 4xx
            554 4.4.7 Message expired: unable to deliver in 840 minutes                | SOFT | expired-text
            # blocked
            550 5.7.1 user unknown                                                     | BLOCKED | 5.7
            550 5.7.27 Host does not accept mail                                       | BLOCKED | 5.7.23
            550 5.7.1 mailbox unavailable, quota exceeded                              | BLOCKED | 5.7
            550 5.6.1 no such user                                                     | BLOCKED | 5.6
            550 5.5.1 no such user                                                     | BLOCKED | 5.5
            550 5.5.4 host not found                                                   | BLOCKED | 5.5
            550 5.3.5 unknown user                                                     | BLOCKED | 5.3.5
            550 5.4.6 mailbox does not exist                                           | BLOCKED | 5.4.6
            550 Message rejected                                                       | BLOCKED | refuses-us
            550 you do not have permission to send to this recipient                   | BLOCKED | message-refused
            554 you have reached your daily relay quota                                | BLOCKED | sending-limit
            550 you are not a member of this list                                      | BLOCKED | policy
            550 Administrative prohibition                                             | BLOCKED | policy
            550 5.7.1 no                                                               | BLOCKED | 5.7
            550 5.7.1 Access denied                                                    | BLOCKED | policy
            550 5.1.1 your IP is not welcome                                           | BLOCKED | policy
            550 5.1.0 mailbox unavailable; sender address has null MX                  | BLOCKED | sender-refused
            554 5.7.1 <ann@example.org>: Relay access denied                           | BLOCKED | relay-denied
            454 4.7.1 <ann@example.org>: Relay access denied                           | BLOCKED | relay-denied
            550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy | BLOCKED | dmarc
            550 5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM | BLOCKED | unauthenticated
            550 5.7.27 no                                                              | BLOCKED | 5.7.23
            550 5.7.20 no                                                              | BLOCKED | 5.7.20
            550 5.7.25 no                                                              | BLOCKED | 5.7.25
            450 4.7.25 Client host rejected: cannot find your hostname                 | BLOCKED | reverse-dns
            550 5.7.606 Access denied, banned sending IP [192.0.2.1]                   | BLOCKED | blocklist
            421 4.7.28 Our system has detected an unusual rate of unsolicited mail     | BLOCKED | spam
            451 4.7.650 temporarily rate limited due to IP reputation                  | BLOCKED | spam
            550 5.6.0 no                                                               | BLOCKED | 5.6
            # an account that may be our own at the relay
            554 5.7.1 Account suspended                                                | BLOCKED | 5.7
            550 5.7.1 Message rejected: the account has been suspended                 | BLOCKED | policy
            550 Message rejected: the account has been suspended                       | BLOCKED | policy
            550 This account is suspended from sending                                 | BLOCKED | policy
            554 5.6.0 recipient not found in header                                    | BLOCKED | 5.6
            503 5.5.1 bad sequence                                                     | BLOCKED | 5.5
            552 5.3.4 no                                                               | BLOCKED | 5.3.4
            552 Message size exceeds fixed limit                                       | BLOCKED | too-big
            550 5.3.5 no                                                               | BLOCKED | 5.3.5
            550 5.4.5 Daily user sending limit exceeded                                | BLOCKED | sending-limit
            550 5.4.6 no                                                               | BLOCKED | 5.4.6
            554 5.4.14 Hop count exceeded - possible mail loop                         | BLOCKED | loop-text
            501 5.1.8 no                                                               | BLOCKED | 5.1.7
            550 Virus Detected                                                         | BLOCKED | content
            554 Not accepted for policy reasons                                        | BLOCKED | policy
            # our own mail server
            421 Service not available, closing transmission channel                    | TRANSPORT | relay-closing
            421 4.7.0 Too many concurrent SMTP connections                             | TRANSPORT | relay-rate
            454 Throttling failure: Maximum sending rate exceeded.                     | TRANSPORT | relay-quota
            454 Throttling failure: Daily message quota exceeded.                      | TRANSPORT | relay-quota
            454 4.7.0 TLS not available due to temporary reason                        | TRANSPORT | relay-tls
            454 4.7.0 Temporary authentication failure                                 | TRANSPORT | relay-tls
            451 4.7.0 Rate limit exceeded                                              | TRANSPORT | relay-rate
            535 5.7.8 Authentication credentials invalid                               | TRANSPORT | relay-login
            530 5.7.0 Must issue a STARTTLS command first                              | TRANSPORT | relay-login
            # not understood
            554 No SMTP service here                                               | BLOCKED | no-service
            554 This mail server does not accept email from your country           | BLOCKED | refuses-us
            550 Too many invalid recipients                                        | BLOCKED | sending-side
            550 The sending account is suspended                                   | BLOCKED | sending-side
            550 The account you are sending from has been disabled                 | BLOCKED | sending-side
            550 This account has been disabled for sending                         | BLOCKED | sending-side
            550 Your domain does not exist                                         | BLOCKED | sending-side
            550 Unknown host in HELO                                               | BLOCKED | sending-side
            550 Unrouteable address for sender                                     | BLOCKED | sending-side
            550 this address is no longer accepting mail from mailing lists        | BLOCKED | sending-side
            521 5.2.1 :  (CON:B1)                                                  | BLOCKED | refuses-us
            521 5.2.1 :  AOL will not accept delivery of this message.             | BLOCKED | refuses-us
            550 5.2.1 mailbox locked                                               | SOFT | temporary-text
            550 5.2.1 Mailbox does not accept messages from external senders       | BLOCKED | refuses-us
            550 5.1.1 Message blocked due to its content                           | BLOCKED | refuses-us
            550 5.1.1 Too many recipients                                          | BLOCKED | refuses-us
            550 5.1.0 Message rejected                                             | BLOCKED | refuses-us
            550 5.1.0 rejected: Header From not RFC compliant                      | BLOCKED | sending-side
            553 5.1.3 Invalid return address                                       | BLOCKED | sending-side
            554 Blocked - see https://ipcheck.proofpoint.com/                      | BLOCKED | refuses-us
            550 Envelope blocked - User Entry                                      | BLOCKED | refuses-us
            554 Denied [CS] (Mode: normal)                                         | BLOCKED | refuses-us
            550 Ip frequency limited                                               | BLOCKED | refuses-us
            554 DT:SPM                                                             | BLOCKED | refuses-us
            550 Message scored too high                                            | BLOCKED | refuses-us
            550 Rejected: user unknown                                             | HARD | no-such-user-text
            550 Mail refused: no such mailbox                                      | HARD | no-such-user-text
            550 address unknown                                                    | HARD | no-such-user-text
            553 5.1.8 <news@example.org> does not exist                            | BLOCKED | 5.1.7
            550 Sender account suspended, user unknown                             | BLOCKED | about-sender
            550 From address account disabled                                      | BLOCKED | about-sender
            550 5.1.1 recipient not accepted. (BATV: no tag)                       | BLOCKED | about-sender
            550 Backscatter protection detected an invalid email address           | BLOCKED | about-sender
            550 Reply-To domain does not exist                                     | BLOCKED | about-sender
            550 Callout verification failed: user unknown                          | BLOCKED | about-sender
            550 Bounce address not valid: user unknown                             | BLOCKED | about-sender
            550 Your email address doesn't exist                                   | BLOCKED | about-sender
            550 5.1.10 sender has null MX                                          | BLOCKED | about-sender
            550 account suspended: outgoing mail is disabled                       | BLOCKED | about-sender
            550 message returned to sender: no such user                           | HARD | no-such-user-text
            550 5.1.1 LDAP lookup failure                                          | UNKNOWN | status-unsure
            550 5.1.1 Cannot verify user                                           | UNKNOWN | status-unsure
            550 5.2.1 Please try another time                                      | UNKNOWN | status-unsure
            550 5.1.1 Recipient rejected; please try again with a right address    | HARD | 5.1.1
            550 5.1.1 Recipient unknown. Please notify the sender                  | HARD | no-such-user-text
            550 5.1.1 User unknown. Sender, please check the address               | HARD | no-such-user-text
            550 5.1.1 EarthLink customer not found: unknown user                   | HARD | no-such-user-text
            550 account closed for inactivity                                      | HARD | inactive-text
            552 5.2.2 Quota exceeded, sender informed                              | SOFT | mailbox-full-text
            451 4.4.1 connection to outgoing host timed out                        | SOFT | 4xx
            421 outgoing connection limit                                          | TRANSPORT | relay-closing
            542 5.7.1 Rejected                                                     | BLOCKED | refuses-us
            550 unknown host x.example (sender)                                    | BLOCKED | about-sender
            550 Link in message points to non-existent hosts                       | BLOCKED | about-sender
            550 5.2.1 Cannot access the mailbox at present                         | UNKNOWN | status-unsure
            550 5.1.1 No thanks                                                    | HARD | 5.1.1
            550 5.4.4 Host not found, try again                                    | UNKNOWN | 5xx
            550 Nobody by that name here                                           | HARD | no-such-user-text
            550 Destinatário desconhecido                                          | HARD | no-such-user-text
            550 unable to find MX host for x.example                               | HARD | 5.4.4
            556 5.7.0 Host does not accept mail                                    | HARD | null-mx-text
            542 ann@x.example Rejected                                             | HARD | 542
            554 IMP 192.0.2.1 blocked                                              | BLOCKED | refuses-us
            550 x.example is not local, not a gateway                              | BLOCKED | relay-denied
            550 The mailbox is closed to people outside                            | UNKNOWN | 5xx
            550 Account limit reached, user disabled until tomorrow                | UNKNOWN | 5xx
            550 该用户不存在                                                             | HARD | no-such-user-text
            552 邮箱已满                                                               | SOFT | mailbox-full-text
            550 Usuário desconhecido                                               | HARD | no-such-user-text
            554 Transaction failed                                                     | UNKNOWN | 5xx
            550 Rejected                                                           | BLOCKED | refuses-us
            550 5.0.0 no                                                               | UNKNOWN | 5xx
            550 The address might not exist                                            | UNKNOWN | 5xx
            550 mailbox unavailable or access denied                                   | BLOCKED | policy
            550 5.4.4 Unable to route                                                  | UNKNOWN | 5xx
            550 Delivery to this recipient failed for an unknown reason                | UNKNOWN | 5xx
            354 go ahead                                                               | UNKNOWN | unclear
            what is this                                                               | UNKNOWN | unclear
            """)
    void answerMeans(String answer, Verdict verdict, String ruleId) {
        Diagnosis diagnosis = Classifier.classify(Reply.parse(answer));
        assertThat(diagnosis.verdict() + " " + diagnosis.ruleId()).isEqualTo(verdict + " " + ruleId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 user unknown | false | true",
                "452 4.2.2 mailbox full | true | false",
                "552 5.2.2 mailbox full | true | false",
                "451 4.7.1 greylisted | true | false",
                "550 5.7.1 Access denied | false | false",
                "451 4.7.650 IP reputation | true | false",
                "421 closing | true | false",
                "535 5.7.8 Authentication credentials invalid | true | false",
                "554 Transaction failed | false | false",
                "250 OK | false | false",
            })
    void verdictSaysWhetherToRetryAndWhetherTheAddressIsDead(String answer, boolean retry, boolean dead) {
        Diagnosis diagnosis = Classifier.classify(Reply.parse(answer));
        assertThat(diagnosis.worthRetrying()).isEqualTo(retry);
        assertThat(diagnosis.invalidatesAddress()).isEqualTo(dead);
    }

    @Test
    void staffReadPlainWordsAndANextStep() {
        Diagnosis unknown = Classifier.classify(Reply.parse("550 5.1.1 <ann@example.org> unknown"));
        assertThat(unknown.sentence()).isEqualTo("No such mailbox.");
        assertThat(unknown.nextStep())
                .isEqualTo("Check the spelling with the family, then fix the address and resend.");
        assertThat(unknown.codes()).isEqualTo("550 5.1.1");
        assertThat(unknown.permanent()).isTrue();
        assertThat(Classifier.classify(Reply.parse("550 5.7.23 no")).sentence())
                .isEqualTo("The receiving server refused us: its SPF check failed.");
    }

    @Test
    void connectionTroubleInANoticeIsNotOurs() {
        assertThat(Classifier.classify(Reply.parse("smtp; 421 closing"), Source.NOTICE)
                        .verdict())
                .isEqualTo(Verdict.SOFT);
        assertThat(Classifier.classify(Reply.parse("smtp; 530 5.7.1 log in first"), Source.NOTICE)
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void noticeWithoutACodeIsAboutAFailure() {
        Reply words = new Reply(0, null, "user unknown");
        assertThat(Classifier.classify(words, Source.NOTICE).verdict()).isEqualTo(Verdict.HARD);
        assertThat(Classifier.classify(words).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    /** Some receiving servers say 5.7.1 for all they refuse. In our own conversation it may be our relay that speaks, of us. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 user unknown",
                "553 5.7.1 Invalid recipient ann@example.org (Mode: normal)",
                "550 5.7.27 Host does not accept mail",
                "553 this recipient is not in my validrcptto list (#5.7.1)"
            })
    void policyStatusBesideAnUnknownUserIsBelievedInOurConversationOnly(String answer) {
        Reply reply = Reply.parse(answer);
        assertThat(Classifier.classify(reply).verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(Classifier.classify(reply, Source.NOTICE).verdict()).isEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.7.1 Account suspended", "550 5.7.1 the account is disabled, no longer active"})
    void anAccountBesideAPolicyStatusIsNotTheRecipients(String answer) {
        assertThat(Classifier.classify(Reply.parse(answer), Source.NOTICE).verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void delayIsNeverABounce() {
        Diagnosis delay = Classifier.classify(Reply.parse("550 5.1.1 user unknown"), Source.DELAY);
        assertThat(delay.verdict()).isEqualTo(Verdict.SOFT);
    }

    @Test
    void everyNewsHasAnExplanation() {
        for (Diagnosis news :
                new Diagnosis[] {Classifier.complaint(), Classifier.autoReply(), Classifier.delivered()}) {
            assertThat(Explanation.ofRule(news.ruleId()).map(Explanation::sentence))
                    .contains(news.sentence());
        }
    }

    @Test
    void temporaryAnswerNeverKillsAnAddress() {
        for (String status : new String[] {"5.1.1", "5.1.2", "5.2.1", "5.7.13", "4.1.1", "4.2.1"}) {
            for (int code : new int[] {421, 450, 451, 452}) {
                String answer = code + " " + status + " user unknown, account disabled, no such domain";
                assertThat(Classifier.classify(Reply.parse(answer)).verdict())
                        .as(answer)
                        .isNotEqualTo(Verdict.HARD);
            }
        }
    }

    @Test
    void ruleIdsAreUniqueAndInLowerCase() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : Rules.all().toList()) {
            assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
            assertThat(rule.id()).isEqualTo(rule.id().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void ourRelaysQuotaIsToldFromARateThatMayBeSomebodyElses() {
        Diagnosis quota = Classifier.classify(Reply.parse("454 Throttling failure: Maximum sending rate exceeded."));
        Diagnosis rate = Classifier.classify(Reply.parse("421 Too many connections"));
        Diagnosis full = Classifier.classify(Reply.parse("452 4.2.2 Mailbox full"));

        assertThat(quota.slowsRelay()).isTrue();
        assertThat(quota.asksForLess()).isTrue();
        assertThat(rate.slowsRelay()).isFalse();
        assertThat(rate.asksForLess()).isTrue();
        assertThat(full.slowsRelay()).isFalse();
        assertThat(full.asksForLess()).isFalse();
    }
}
