package org.tidings.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookSignatureTest {

    /** The example of the specification and of the libraries: github.com/standard-webhooks/standard-webhooks. */
    @Test
    void signatureIsThatOfTheSpecification() {
        String header = HookSignature.header(
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}");

        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachSecretSigns() {
        String old = HookSignature.newSecret();
        String fresh = HookSignature.newSecret();
        Instant now = Instant.parse("2026-03-01T10:00:00Z");

        assertThat(HookSignature.header(List.of(fresh, old), "msg_1", now, "{}"))
                .isEqualTo(HookSignature.header(List.of(fresh), "msg_1", now, "{}") + " "
                        + HookSignature.header(List.of(old), "msg_1", now, "{}"));
    }

    @Test
    void newSecretsHave32RandomBytes() {
        assertThat(HookSignature.newSecret())
                .matches("whsec_[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(HookSignature.newSecret());
    }
}
