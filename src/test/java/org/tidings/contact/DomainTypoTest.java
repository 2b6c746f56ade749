package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTypoTest {

    @ParameterizedTest
    @CsvSource({
        "mia@gmial.com, mia@gmail.com",
        "mia@gmai.com, mia@gmail.com",
        "mia@gmail.con, mia@gmail.com",
        "mia@gmail.co, mia@gmail.com",
        "mia@gnail.com, mia@gmail.com",
        "mia@gmaill.com, mia@gmail.com",
        "mia@gmial.con, mia@gmail.com",
        "mia@hotmial.com, mia@hotmail.com",
        "mia@hotmai.com, mia@hotmail.com",
        "mia@yaho.com, mia@yahoo.com",
        "mia@yhaoo.com, mia@yahoo.com",
        "mia@outlok.com, mia@outlook.com",
        "mia@iclud.com, mia@icloud.com",
        "mia@aol.con, mia@aol.com",
        "mia@yahoo.co.ukk, mia@yahoo.co.uk",
        "a+b@comcast.met, a+b@comcast.net"
    })
    void suggestsTheIntendedDomain(String typed, String meant) {
        assertThat(DomainTypo.suggestion(typed)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mia@gmail.com",
                "mia@mail.com",
                "mia@ymail.com",
                "mia@email.com",
                "mia@me.com",
                "mia@gmx.com",
                "mia@yahoo.ca",
                "mia@live.no",
                "mia@privaterelay.appleid.com",
                "mia@private.icloud.com",
                "mia@yahoo.com.br",
                "mia@hotmail.nl",
                "mia@outlook.ie",
                "mia@live.ca",
                "mia@gmx.at",
                "mia@pm.me",
                "mia@riverside.example",
                "mia@a.org",
                "mia",
                "@gmial.com",
                ""
            })
    void suggestsNothingForOtherDomains(String typed) {
        assertThat(DomainTypo.suggestion(typed)).isEmpty();
    }
}
