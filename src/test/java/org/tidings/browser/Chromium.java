package org.tidings.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The installed browser, started once for all tests. */
final class Chromium {

    private static final Logger LOG = Logger.getLogger(Chromium.class);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static @Nullable Browser browser;

    private Chromium() {}

    /** Skips the test if no browser is installed. */
    static synchronized Browser browser() {
        if (browser == null) {
            browser = start(installed().orElseGet(Chromium::skip));
        }
        return browser;
    }

    private static Browser start(Path executable) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    private static Optional<Path> installed() {
        String[] folders = System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1);
        return Arrays.stream(folders)
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path skip() {
        String why = "NOT TESTED IN A BROWSER: none of " + NAMES + " is on the path. Install one, for example with"
                + " apt-get install chromium.";
        LOG.error(why);
        return Assumptions.abort(why);
    }
}
