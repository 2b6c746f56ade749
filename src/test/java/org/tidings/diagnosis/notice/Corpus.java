package org.tidings.diagnosis.notice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Real notices, kept outside the project: {@code bounces} in {@code ../shared}, or where TIDINGS_SHARED says. */
final class Corpus {

    private Corpus() {}

    static Optional<Path> folder() {
        return Stream.of(System.getProperty("tidings.shared"), System.getenv("TIDINGS_SHARED"), "../shared")
                .flatMap(Corpus::named)
                .map(shared -> shared.resolve("bounces"))
                .filter(bounces -> Files.isReadable(bounces.resolve("expected.jsonl")))
                .findFirst();
    }

    /** The collection; without it the test is skipped, not silently. */
    static Path required() {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            System.err.println("SKIPPED: no collection of real notices at ../shared/bounces; set TIDINGS_SHARED");
        }
        Assumptions.assumeTrue(folder.isPresent(), "no collection of real notices");
        return folder.orElseThrow();
    }

    private static Stream<Path> named(@Nullable String folder) {
        return folder == null || folder.isBlank() ? Stream.empty() : Stream.of(Path.of(folder));
    }

    static List<byte[]> messages(Path bounces) throws IOException {
        try (Stream<Path> files = Files.list(bounces.resolve("eml"))) {
            return files.sorted().map(Corpus::read).toList();
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new IllegalStateException(file.toString(), broken);
        }
    }
}
