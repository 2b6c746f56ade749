package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

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
            550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown      | HARD | mailbox-unknown
            550 5.1.1 no                                                               | HARD | mailbox-unknown
            550 5.1.0 Address rejected                                                 | HARD | mailbox-unknown
            550 user unknown                                                           | HARD | mailbox-unknown
            550 No such user here                                                      | HARD | mailbox-unknown
            550 Unknown user ann@example.org                                           | HARD | mailbox-unknown
            550 <ann@example.org>... User not exist                                    | HARD | mailbox-unknown
            550 Recipient <ann@example.org> unknown                                    | HARD | mailbox-unknown
            550 User not found                                                         | HARD | mailbox-unknown
            554 delivery error: This user doesn’t have a yahoo.com account             | HARD | mailbox-unknown
            550 Requested action not taken: mailbox unavailable                        | HARD | mailbox-unknown
            550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)    | HARD | mailbox-unknown
            550 5.4.1 Recipient address rejected: Access denied. [AM0EUR.example.com]  | HARD | mailbox-unknown
            550 5.1.2 bad destination                                                  | HARD | domain-unknown
            556 5.1.10 recipient address has null MX                                   | HARD | domain-unknown
            556 Domain takes no mail                                                   | HARD | domain-unknown
            550 5.4.4 Unable to route: no such domain                                  | HARD | domain-unknown
            550 5.1.3 bad syntax                                                       | HARD | malformed
            550 not a valid recipient                                                  | HARD | mailbox-unknown
            550 User ann not listed in Domino Directory                                | HARD | mailbox-unknown
            550 Unrouteable address                                                    | HARD | domain-unknown
            554 5.5.0 the domain is not reachable, please check the domain             | HARD | domain-unknown
            550 5.1.6 recipient no longer on server                                    | HARD | mailbox-unknown
            550 5.2.1 no                                                               | HARD | inactive
            525 5.7.13 Disabled recipient address                                      | HARD | inactive
            525 5.7.13 no                                                              | HARD | inactive
            550 5.7.17 mailbox owner has changed                                       | HARD | moved
            553 example.com does not exist                                             | HARD | mailbox-unknown
            550 5.4.310 DNS domain example.com does not exist                          | HARD | domain-unknown
            550 Empfänger unbekannt                                                    | HARD | mailbox-unknown
            550 5.2.1 the mailbox has been deleted                                     | HARD | inactive
            550 account is locked                                                      | HARD | inactive
            550 unknown or illegal alias                                               | HARD | mailbox-unknown
            # a wrong code, overruled by the words
            550 5.2.1 <ann@example.org>... User Unknown                                | HARD | mailbox-unknown
            550 5.1.1 blocked using zen.spamhaus.org                                   | BLOCKED | blocklisted
            550 5.1.1 SPF check failed for example.org                                 | BLOCKED | spf
            550 5.1.1 message looks like spam                                          | BLOCKED | spam
            553 5.1.3 http://www.spamhaus.org/query/bl?ip=192.0.2.1                    | BLOCKED | blocklisted
            550 5.1.1 <me@example.org>: Sender address rejected: User unknown          | BLOCKED | sender-refused
            550 Sender verify failed: no such user                                     | BLOCKED | sender-refused
            504 5.5.2 <localhost>: Helo command rejected: Host not found               | BLOCKED | sender-refused
            552 5.2.2 user is over quota                                               | SOFT | mailbox-full
            550 5.2.1 The user you are trying to contact is receiving mail at a rate   | SOFT | receiving-rate
            550 5.7.1 Greylisted, come back in 5 minutes                               | SOFT | greylisted
            # words inside addresses and links are not words of the server
            550 5.1.1 <spam@blocked-policy.example.org>: no                            | HARD | mailbox-unknown
            550 5.1.1 unknown, see https://help.example.org/policy/spam.html           | HARD | mailbox-unknown
            # soft
            554 Service currently unavailable                                          | SOFT | temporary
            550 5.2.122 The recipient has exceeded their limit for messages per hour   | SOFT | receiving-rate
            550 5.4.316 Message expired, connection refused                            | SOFT | expired
            552 Mailbox is over its limit                                              | SOFT | mailbox-full
            550 Postfach voll                                                          | SOFT | mailbox-full
            550 5.1.1 recipient temporarily unknown                                    | SOFT | temporary
            550 5.1.1 connection timed out                                             | SOFT | expired
            550 5.1.1 the storage of this user is used up                              | SOFT | mailbox-full
            452 4.2.2 The email account that you tried to reach is over quota          | SOFT | mailbox-full
            452 4.2.2 no                                                               | SOFT | mailbox-full
            552 Requested mail action aborted                                          | SOFT | mailbox-full
            451 4.7.1 Greylisting in action                                            | SOFT | greylisted
            451 4.7.1 Try again later                                                  | SOFT | temporary
            421 4.7.1 Greylisted                                                       | SOFT | greylisted
            450 4.1.1 <ann@example.org>: User unknown, unverified address              | SOFT | temporary
            450 5.1.1 User unknown                                                     | SOFT | temporary
            421 4.2.1 too much for this user                                           | SOFT | temporary
            451 Local error in processing                                              | SOFT | system
            452 4.3.1 Insufficient system storage                                      | SOFT | mailbox-full
            554 4.4.7 Message expired: unable to deliver in 840 minutes                | SOFT | expired
            # blocked
            550 5.7.1 user unknown                                                     | HARD | mailbox-unknown
            550 5.7.27 Host does not accept mail                                       | BLOCKED | spf
            550 5.7.1 mailbox unavailable, quota exceeded                              | SUSPECTED | mailbox-unknown
            550 5.6.1 no such user                                                     | SUSPECTED | mailbox-unknown
            550 5.5.1 no such user                                                     | HARD | mailbox-unknown
            550 5.5.4 host not found                                                   | SUSPECTED | domain-unknown
            550 5.3.5 unknown user                                                     | HARD | mailbox-unknown
            550 5.4.6 mailbox does not exist                                           | SUSPECTED | mailbox-unknown
            550 Message rejected                                                       | BLOCKED | message-refused
            550 you do not have permission to send to this recipient                   | BLOCKED | policy
            554 you have reached your daily relay quota                                | BLOCKED | sending-limit
            550 you are not a member of this list                                      | BLOCKED | list-closed
            550 Administrative prohibition                                             | BLOCKED | policy
            550 5.7.1 no                                                               | BLOCKED | policy
            550 5.7.1 Access denied                                                    | BLOCKED | policy
            550 5.1.1 your IP is not welcome                                           | BLOCKED | policy
            550 5.1.0 mailbox unavailable; sender address has null MX                  | SUSPECTED | mailbox-unknown
            554 5.7.1 <ann@example.org>: Relay access denied                           | BLOCKED | relay-denied
            454 4.7.1 <ann@example.org>: Relay access denied                           | BLOCKED | relay-denied
            550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy | BLOCKED | dmarc
            550 5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM | BLOCKED | unauthenticated
            550 5.7.27 no                                                              | BLOCKED | spf
            550 5.7.20 no                                                              | BLOCKED | dkim
            550 5.7.25 no                                                              | BLOCKED | reverse-dns
            450 4.7.25 Client host rejected: cannot find your hostname                 | BLOCKED | reverse-dns
            550 5.7.606 Access denied, banned sending IP [192.0.2.1]                   | BLOCKED | blocklisted
            421 4.7.28 Our system has detected an unusual rate of unsolicited mail     | BLOCKED | spam
            451 4.7.650 temporarily rate limited due to IP reputation                  | BLOCKED | spam
            550 5.6.0 no                                                               | BLOCKED | content
            # an account that may be our own at the relay
            554 5.7.1 Account suspended                                                | BLOCKED | policy
            550 5.7.1 Message rejected: the account has been suspended                 | BLOCKED | policy
            550 Message rejected: the account has been suspended                       | SUSPECTED | inactive
            550 This account is suspended from sending                                 | BLOCKED | sender-refused
            554 5.6.0 recipient not found in header                                    | SUSPECTED | mailbox-unknown
            503 5.5.1 bad sequence                                                     | BLOCKED | protocol
            552 5.3.4 no                                                               | BLOCKED | too-big
            552 Message size exceeds fixed limit                                       | BLOCKED | too-big
            550 5.3.5 no                                                               | BLOCKED | protocol
            550 5.4.5 Daily user sending limit exceeded                                | BLOCKED | sending-limit
            550 5.4.6 no                                                               | BLOCKED | loop
            554 5.4.14 Hop count exceeded - possible mail loop                         | BLOCKED | loop
            501 5.1.8 no                                                               | BLOCKED | sender-refused
            550 Virus Detected                                                         | BLOCKED | content
            554 Not accepted for policy reasons                                        | BLOCKED | policy
            # our own mail server
            421 Service not available, closing transmission channel                    | TRANSPORT | relay-closing
            421 4.7.0 Too many concurrent SMTP connections                             | TRANSPORT | relay-rate
            454 Throttling failure: Maximum sending rate exceeded.                     | TRANSPORT | relay-quota
            454 Throttling failure: Daily message quota exceeded.                      | TRANSPORT | relay-quota
            454 4.7.0 TLS not available due to temporary reason                        | TRANSPORT | relay-closing
            454 4.7.0 Temporary authentication failure                                 | TRANSPORT | relay-closing
            451 4.7.0 Rate limit exceeded                                              | TRANSPORT | relay-rate
            535 5.7.8 Authentication credentials invalid                               | TRANSPORT | relay-login
            530 5.7.0 Must issue a STARTTLS command first                              | TRANSPORT | relay-login
            # not understood
            554 No SMTP service here                                               | BLOCKED | policy
            554 This mail server does not accept email from your country           | BLOCKED | list-closed
            550 Too many invalid recipients                                        | BLOCKED | too-fast
            550 The sending account is suspended                                   | BLOCKED | sender-refused
            550 The account you are sending from has been disabled                 | BLOCKED | sender-refused
            550 This account has been disabled for sending                         | BLOCKED | sender-refused
            550 Your domain does not exist                                         | BLOCKED | sender-refused
            550 Unknown host in HELO                                               | BLOCKED | sender-refused
            550 Unrouteable address for sender                                     | BLOCKED | sender-refused
            550 this address is no longer accepting mail from mailing lists        | BLOCKED | list-closed
            521 5.2.1 :  (CON:B1)                                                  | BLOCKED | policy
            521 5.2.1 :  AOL will not accept delivery of this message.             | BLOCKED | policy
            550 5.2.1 mailbox locked                                               | SOFT | temporary
            550 5.2.1 Mailbox does not accept messages from external senders       | BLOCKED | list-closed
            550 5.1.1 Message blocked due to its content                           | BLOCKED | content
            550 5.1.1 Too many recipients                                          | BLOCKED | too-fast
            550 5.1.0 Message rejected                                             | SUSPECTED | mailbox-unknown
            550 5.1.0 rejected: Header From not RFC compliant                      | BLOCKED | sender-refused
            553 5.1.3 Invalid return address                                       | BLOCKED | sender-refused
            554 Blocked - see https://ipcheck.proofpoint.com/                      | BLOCKED | refused
            550 Envelope blocked - User Entry                                      | BLOCKED | policy
            554 Denied [CS] (Mode: normal)                                         | BLOCKED | policy
            550 Ip frequency limited                                               | BLOCKED | too-fast
            554 DT:SPM                                                             | BLOCKED | spam
            550 Message scored too high                                            | BLOCKED | spam
            550 Rejected: user unknown                                             | HARD | mailbox-unknown
            550 Mail refused: no such mailbox                                      | HARD | mailbox-unknown
            550 address unknown                                                    | HARD | mailbox-unknown
            553 5.1.8 <news@example.org> does not exist                            | BLOCKED | sender-refused
            550 Sender account suspended, user unknown                             | BLOCKED | sender-refused
            550 From address account disabled                                      | BLOCKED | sender-refused
            550 5.1.1 recipient not accepted. (BATV: no tag)                       | BLOCKED | sender-refused
            550 Backscatter protection detected an invalid email address           | BLOCKED | sender-refused
            550 Reply-To domain does not exist                                     | BLOCKED | sender-refused
            550 Callout verification failed: user unknown                          | BLOCKED | sender-refused
            550 Bounce address not valid: user unknown                             | BLOCKED | sender-refused
            550 Your email address doesn't exist                                   | BLOCKED | sender-refused
            550 5.1.10 sender has null MX                                          | BLOCKED | sender-refused
            550 account suspended: outgoing mail is disabled                       | BLOCKED | sender-refused
            550 message returned to sender: no such user                           | HARD | mailbox-unknown
            550 5.1.1 LDAP lookup failure                                          | SOFT | system
            550 5.1.1 Cannot verify user                                           | SOFT | system
            550 5.2.1 Please try another time                                      | SOFT | temporary
            550 5.1.1 Recipient rejected; please try again with a right address    | SUSPECTED | mailbox-unknown
            550 5.1.1 Recipient unknown. Please notify the sender                  | HARD | mailbox-unknown
            550 5.1.1 User unknown. Sender, please check the address               | HARD | mailbox-unknown
            550 5.1.1 EarthLink customer not found: unknown user                   | HARD | mailbox-unknown
            550 account closed for inactivity                                      | HARD | inactive
            552 5.2.2 Quota exceeded, sender informed                              | SOFT | mailbox-full
            451 4.4.1 connection to outgoing host timed out                        | SOFT | expired
            421 outgoing connection limit                                          | TRANSPORT | relay-closing
            542 5.7.1 Rejected                                                     | BLOCKED | policy
            550 unknown host x.example (sender)                                    | BLOCKED | sender-refused
            550 Link in message points to non-existent hosts                       | BLOCKED | content
            550 5.2.1 Cannot access the mailbox at present                         | SOFT | system
            550 5.1.1 No thanks                                                    | HARD | mailbox-unknown
            550 5.4.4 Host not found, try again                                    | SOFT | dns-trouble
            550 Nobody by that name here                                           | HARD | mailbox-unknown
            550 Destinatário desconhecido                                          | HARD | mailbox-unknown
            550 unable to find MX host for x.example                               | HARD | domain-unknown
            556 5.7.0 Host does not accept mail                                    | HARD | domain-unknown
            542 ann@x.example Rejected                                             | HARD | mailbox-unknown
            554 IMP 192.0.2.1 blocked                                              | BLOCKED | policy
            550 x.example is not local, not a gateway                              | BLOCKED | relay-denied
            550 The mailbox is closed to people outside                            | BLOCKED | list-closed
            550 Account limit reached, user disabled until tomorrow                | SOFT | temporary
            550 该用户不存在                                                             | HARD | mailbox-unknown
            552 邮箱已满                                                               | SOFT | mailbox-full
            550 Usuário desconhecido                                               | HARD | mailbox-unknown
            554 Transaction failed                                                     | SUSPECTED | not-understood
            550 Rejected                                                           | BLOCKED | refused
            550 5.0.0 no                                                               | SUSPECTED | not-understood
            550 The address might not exist                                            | SUSPECTED | address-doubted
            550 mailbox unavailable or access denied                                   | SUSPECTED | address-doubted
            550 5.4.4 Unable to route                                                  | SUSPECTED | not-understood
            550 Delivery to this recipient failed for an unknown reason                | SUSPECTED | not-understood
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

    /** Some receiving servers say 5.7.1 or 5.5.0 for all they refuse, so explicit words about the mailbox outweigh it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 user unknown",
                "550 5.7.1 Nonexistent user",
                "550 5.5.0 No such mailbox here",
                "553 5.7.1 Invalid recipient ann@example.org (Mode: normal)",
                "553 this recipient is not in my validrcptto list (#5.7.1)"
            })
    void explicitWordsAboutTheMailboxOutweighAPolicyStatus(String answer) {
        Reply reply = Reply.parse(answer);
        assertThat(Classifier.classify(reply).verdict()).isEqualTo(Verdict.HARD);
        assertThat(Classifier.classify(reply, Source.NOTICE).verdict()).isEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.7.1 Account suspended", "550 5.7.1 the account is disabled, no longer active"})
    void anAccountBesideAPolicyStatusMayBeOurOwnAtTheRelay(String answer) {
        Reply reply = Reply.parse(answer);
        assertThat(Classifier.classify(reply).verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(Classifier.classify(reply, Source.NOTICE).verdict()).isEqualTo(Verdict.SUSPECTED);
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
    void everyTopicHasAnExplanation() {
        for (Topic topic : Topic.values()) {
            assertThat(Explanation.ofRule(topic.id()).map(Explanation::sentence))
                    .contains(topic.sentence);
            assertThat(Topic.of(topic.id())).isEqualTo(topic);
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
