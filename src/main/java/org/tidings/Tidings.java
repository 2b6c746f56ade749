package org.tidings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Main class: starts the application, or runs the command {@code check}. */
@QuarkusMain
public final class Tidings {

    private static final String CHECK = "check";

    Tidings() {}

    public static void main(String... arguments) {
        if (List.of(arguments).contains(CHECK)) {
            System.exit(Check.run(System.out));
        }
        Quarkus.run(arguments);
    }
}
