package org.tidings.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SigningSecretsTest {
    @Test
    void keysKeepTheirOrder() {
        assertThat(new SigningSecrets(List.of("new", "old")).keys())
                .containsExactly("new".getBytes(UTF_8), "old".getBytes(UTF_8));
    }

    @Test
    void rejectsAnEmptyKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningSecrets(List.of("new", " ")));
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningSecrets(List.of()));
    }

    @Test
    void toStringOmitsTheKeys() {
        assertThat(new SigningSecrets(List.of("hush"))).hasToString("1 signing secret(s)");
    }
}
