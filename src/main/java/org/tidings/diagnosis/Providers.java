package org.tidings.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the providers from {@code providers.tsv}, where their format is described. */
final class Providers {

    static final List<Provider> ALL =
            Phrases.lines("providers.tsv").stream().map(Providers::parse).toList();

    private static final int COLUMNS = 6;
    private static final int LONGEST = 500;

    private Providers() {}

    static Claims refine(Claims claims, Reply reply, Circumstances circumstances) {
        String answer = shortened(reply.line()).toLowerCase(Locale.ROOT);
        String servers = shortened(circumstances.hosts()).toLowerCase(Locale.ROOT) + " " + answer;
        return ALL.stream()
                .filter(provider -> provider.fits(servers, answer, circumstances.step()))
                .findFirst()
                .map(provider -> provider.refine(claims, shortened(reply.line())))
                .orElse(claims);
    }

    private static Provider parse(String line) {
        String[] columns = line.split("\t+", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("providers.tsv needs " + COLUMNS + " columns: " + line);
        }
        return new Provider(
                columns[0],
                Pattern.compile(columns[1]),
                Pattern.compile(columns[2]),
                Step.valueOf(columns[3].toUpperCase(Locale.ROOT)),
                Topic.of(columns[4]),
                columns[5]);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
