package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "secret",
                "0123456789a",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "key key key key key key key key",
                "schlüssel-schlüssel-schlüssel",
                "two-lines-of-a-key-file\nfollowed-by-another"
            })
    void firstAccountIsNotCreatedWithAKeyThatIsEasyToGuessOrCannotBeSent(String key) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Bootstrap.checkKey(key, () -> true))
                .withMessageStartingWith("tidings.bootstrap.api-key cannot be used. Use ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "tidings_Yc3Tz-0pQ8rVb1LkWn5sXeJhUoAi4mGd2fKv9yRtBw0"})
    void longEnoughKeyIsAccepted(String key) {
        assertThatCode(() -> Bootstrap.checkKey(key, () -> true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "secret"})
    void applicationWithAnAccountStartsWithAKeyOfAnEarlierVersion(String key) {
        assertThatCode(() -> Bootstrap.checkKey(key, () -> false)).doesNotThrowAnyException();
    }
}
