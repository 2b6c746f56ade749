package org.tidings;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a password from the terminal without showing it, or else from the first line of the standard input; never from the arguments, which other
 * users of the machine can see.
 */
final class TypedPassword {

    private TypedPassword() {}

    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on, the console reads the standard input itself
    static String read() {
        Console console = System.console();
        if (console != null) {
            char[] password = console.readPassword("Password: ");
            return password == null ? "" : new String(password);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
