package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mx.docomo.ne.jp        | 550 5.2.0 Unknown user ann@docomo.example                         | BLOCKED | content
            mx.ezweb.ne.jp         | 550 : User unknown                                                | BLOCKED | content
            mx.ezweb.ne.jp         | 550 <ann@ezweb.ne.jp>: User unknown                               | HARD    | mailbox-unknown
            mx.au.com              | 550: : User unknown (in reply to end of DATA command)             | BLOCKED | content
            mx1.olc.outlook.com    | 550 DY-001 Unfortunately, messages from 192.0.2.1 weren't sent. Mailbox unavailable | BLOCKED | blocklisted
            mx1.olc.outlook.com    | 550 SC-001 (COL004-MC4F49) rejected for policy reasons            | BLOCKED | blocklisted
            mx1.hotmail.com        | 550 5.5.0 Requested action not taken: mailbox unavailable         | HARD    | mailbox-unknown
            eu-smtp-1.mimecast.com | 554 Email rejected due to security policies - MCSpamSignature.1   | BLOCKED | content
            in.hes.trendmicro.com  | 550 5.7.1 <ann@x.example>: Recipient address rejected: ERS-DUL    | BLOCKED | blocklisted
            mx3.qq.com             | 550 Mailbox unavailable or access denied                          | SOFT    | receiving-rate
            mx3.qq.com             | 550 Mail is rejected by recipients                                | BLOCKED | content
            mx3.qq.com             | 550 Mailbox not found                                             | HARD    | mailbox-unknown
            smtp-in.orange.fr      | 550 5.1.1 Invalid recipient. OFR204_416 [416]                     | HARD    | mailbox-unknown
            """)
    void providerMeansSomethingElse(String host, String answer, Verdict verdict, String topic) {
        Diagnosis diagnosis = classify(host, answer);
        assertThat(diagnosis.verdict()).isEqualTo(verdict);
        assertThat(diagnosis.ruleId()).isEqualTo(topic);
    }

    @Test
    void othersMeanWhatTheySay() {
        assertThat(classify("mx.example.org", "550 : User unknown").verdict()).isEqualTo(Verdict.HARD);
        assertThat(classify("mx.example.org", "550 Mailbox unavailable or access denied")
                        .verdict())
                .isEqualTo(Verdict.SUSPECTED);
    }

    private static Diagnosis classify(String host, String answer) {
        return Classifier.classify(
                Reply.parse(answer), new Circumstances(Classifier.Source.NOTICE, Step.UNKNOWN, host));
    }
}
