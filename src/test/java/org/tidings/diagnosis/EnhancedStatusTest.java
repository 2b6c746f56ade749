package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedStatusTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <x@example.org> unknown | 5.1.1",
                "550-5.1.1 The account does not exist. | 5.1.1",
                "451 4.7.1 Greylisted | 4.7.1",
                "250 2.1.5 OK | 2.1.5",
                "5.1.1 | 5.1.1",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound | 5.1.10",
                "550 5.7.606 Access denied | 5.7.606",
                "550 #5.1.0 Address rejected. | 5.1.0",
                "553 sorry, no mailbox here by that name (#5.7.1) | 5.7.1",
                "501 Rcpt-To validation failed: RCPT TO not accepted: 5.7.1 not configured to relay | 5.7.1",
                "550 host example.org said: 550 5.2.1 disabled | 5.2.1",
                "5.1.0 - Unknown address error 550-'5.7.1 <x@example.org>... Access denied' | 5.7.1",
            })
    void statusIsFoundWhereServersPutIt(String text, String status) {
        assertThat(EnhancedStatus.find(text)).hasToString(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 user unknown",
                "",
                "550 5.1.1.3 is not welcome",
                "550 your host [5.1.1.3] is not welcome",
                "550 client 5.1.1.3: no",
                "554 Exim 4.92.3 says no",
                "554 we run Postfix version: 5.1.1 here",
                "554 Sendmail 5.1.1 says no",
                "550 6.1.1 no such category",
                "550 5.9.1 no such subject",
                "550 5.1 half a status",
                "550 5.1.1beta",
            })
    void addressesAndVersionsAreNoStatus(String text) {
        assertThat(EnhancedStatus.find(text)).isNull();
    }
}
