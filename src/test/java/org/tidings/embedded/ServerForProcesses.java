package org.tidings.embedded;

import java.nio.file.Path;
import java.util.Map;

/** The embedded database as a server of its own, which outlives each process of the application that uses it. */
public final class ServerForProcesses {

    private ServerForProcesses() {}

    /**
     * Starts it, for as long as the tests run; when it is killed it comes back on the same port.
     *
     * @return the settings that lead an application to it
     */
    public static Map<String, String> in(Path dataFolder) {
        return EmbeddedDatabase.running(dataFolder).settings();
    }
}
