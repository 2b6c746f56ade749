package org.tidings.embedded;

import java.nio.file.Path;
import java.util.Map;

/** Runs the embedded database independently of the application processes that use it. */
public final class ServerForProcesses {

    private ServerForProcesses() {}

    /**
     * Starts the server until the tests end; a killed server restarts on the same port.
     *
     * @return the datasource settings
     */
    public static Map<String, String> in(Path dataFolder) {
        return EmbeddedDatabase.running(dataFolder).settings();
    }
}
