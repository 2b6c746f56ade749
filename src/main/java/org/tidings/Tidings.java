package org.tidings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Clock;
import java.util.List;
import org.tidings.platform.JvmDefaults;

/** Main class: starts the application, or runs a command such as {@code check}. */
@QuarkusMain
public final class Tidings {

    Tidings() {}

    public static void main(String... arguments) {
        JvmDefaults.fix();
        List<String> words = List.of(arguments);
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        Clock clock = Clock.systemUTC();
        switch (words.isEmpty() ? "" : words.get(0)) {
            case "check" -> System.exit(Check.run(System.out));
            case "reset-password" -> System.exit(ResetPassword.run(rest, System.out));
            case "create-account" -> System.exit(CreateAccount.run(rest, System.out));
            case "backup" -> System.exit(Backup.run(rest, clock.instant(), System.out));
            case "restore" -> System.exit(Restore.run(rest, clock.instant(), System.out));
            default -> Quarkus.run(arguments);
        }
    }
}
