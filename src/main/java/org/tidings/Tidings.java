package org.tidings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.tidings.platform.JvmDefaults;

/** Main class: starts the application, or runs the command {@code check} or {@code reset-password}. */
@QuarkusMain
public final class Tidings {

    private static final String CHECK = "check";
    private static final String RESET_PASSWORD = "reset-password";

    Tidings() {}

    public static void main(String... arguments) {
        JvmDefaults.fix();
        List<String> words = List.of(arguments);
        if (words.contains(CHECK) && !words.get(0).equals(RESET_PASSWORD)) {
            System.exit(Check.run(System.out));
        }
        if (!words.isEmpty() && words.get(0).equals(RESET_PASSWORD)) {
            System.exit(ResetPassword.run(words.subList(1, words.size()), System.out));
        }
        Quarkus.run(arguments);
    }
}
