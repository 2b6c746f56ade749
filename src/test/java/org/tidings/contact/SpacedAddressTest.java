package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpacedAddressTest {

    @ParameterizedTest
    @CsvSource({
        "'', ann@x.org",
        "Ann Lee, ann@x.org",
        "Ann Lee, al@x.org",
        "ann lee, ann@x.org",
        "ann lee, lee@x.org",
        "ann, ann.lee@x.org",
        "Peter, peter.pan@x.org",
        "Ann, a@x.org",
        "Ann B., x@x.org",
        "Anna van der Berg, a@x.org",
        "José, jose@x.org",
        "أمل, amal@x.org",
    })
    void nameBeforeAnAddressIsAName(String before, String address) {
        assertThat(SpacedAddress.question(before, address, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "peter, pan@x.test, '', peter.pan@x.test",
        "Peter, pan@x.test, '', peter.pan@x.test",
        "ann, a@x.org, '', ann.a@x.org",
        "Ann peter, pan@x.test, '', peter.pan@x.test",
        "peter., pan@x.test, '', peter.pan@x.test",
        "Peter_, pan@x.test, '', peter_pan@x.test",
        "van der, berg@x.org, '', der.berg@x.org",
        "'', ann@x.co, .uk, ann@x.co.uk",
        "'', ann@x.co., uk, ann@x.co.uk",
    })
    void wordThatMayBelongToTheAddressIsAskedAbout(String before, String address, String after, String meant) {
        assertThat(SpacedAddress.question(before, address, after))
                .contains("Did you mean " + meant + "? Check the address");
    }
}
