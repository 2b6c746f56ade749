package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;

class FreePortTest {

    @RepeatedTest(20)
    void portIsOutsideTheEphemeralRange() throws IOException {
        try (ServerSocket server = new ServerSocket(FreePort.find())) {
            assertThat(server.getLocalPort()).isLessThan(32_768);
        }
    }
}
