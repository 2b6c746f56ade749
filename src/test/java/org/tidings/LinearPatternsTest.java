package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every regular expression of the program takes time in proportion to the text: with texts made to defeat it, twice the text costs about twice
 * the work. Work is the number of characters read, which is the same on every machine and under any load.
 */
class LinearPatternsTest {

    private static final int SHORT = 1_000;
    private static final int LONG = 2 * SHORT;

    /** Twice the text may cost this much more. A quadratic expression costs 4 times as much. */
    private static final double MOST_GROWTH = 2.6;

    /** More readings of each character than this are too many even where the growth is linear. */
    private static final int MOST_READINGS = 200;

    private static final int SMALL_STACK = 256 * 1024;

    private static final int NEGLIGIBLE = 16 * LONG;

    @Test
    void everyExpressionIsLinear() throws Exception {
        Map<String, Pattern> patterns = patterns();
        assertThat(patterns).hasSizeGreaterThan(150);
        List<String> findings = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        patterns.forEach((name, pattern) -> {
            if (!tried.add(pattern.flags() + pattern.pattern())) {
                return;
            }
            onSmallStack(() -> PatternPumps.of(pattern).stream()
                            .flatMap(pump -> finding(pattern, pump).stream())
                            .findFirst())
                    .ifPresent(finding -> findings.add(name + " " + finding + "\n    " + pattern.pattern()));
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void noticesAQuadraticExpression() {
        for (String quadratic : List.of("a+b", "(\\s*a?\\s*)x", "\\s+$", "<[^>]*>", "(.*)x(.*)y", "(?:ab|a|b)*c|d+e")) {
            Pattern pattern = Pattern.compile(quadratic);
            assertThat(PatternPumps.of(pattern))
                    .as(quadratic)
                    .anyMatch(pump -> finding(pattern, pump).isPresent());
        }
    }

    /** An expression that recurses overflows the stack with a longer text, so the stack is as small as the text. */
    private static Optional<String> onSmallStack(Supplier<Optional<String>> search) {
        AtomicReference<Optional<String>> result = new AtomicReference<>(Optional.of("did not end normally"));
        Thread thread = new Thread(null, () -> result.set(search.get()), "patterns", SMALL_STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result.get();
    }

    private static Optional<String> finding(Pattern pattern, Pump pump) {
        try {
            long twice = work(pattern, pump.text(LONG));
            if (twice < NEGLIGIBLE) {
                return Optional.empty();
            }
            long once = work(pattern, pump.text(SHORT));
            if (twice < once * MOST_GROWTH) {
                return Optional.empty();
            }
            return Optional.of("reads " + once + ", then " + twice + " characters of " + pump);
        } catch (TooMuchWork e) {
            return Optional.of("reads each character more than " + MOST_READINGS + " times in " + pump);
        } catch (StackOverflowError e) {
            return Optional.of("overflows the stack with " + pump);
        }
    }

    /** Characters read when the expression is looked for everywhere, and when it is compared with the whole text. */
    private static long work(Pattern pattern, String text) {
        CountedText found = new CountedText(text);
        Matcher everywhere = pattern.matcher(found);
        while (everywhere.find()) {
            // each match is work, too
        }
        CountedText whole = new CountedText(text);
        boolean unused = pattern.matcher(whole).matches();
        return found.readings + whole.readings;
    }

    /** All expressions in static fields and in what they refer to, and those written as arguments of methods of String. */
    private static Map<String, Pattern> patterns() throws Exception {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (String name : classes()) {
            Class<?> loaded = Class.forName(name, false, LinearPatternsTest.class.getClassLoader());
            for (Field field : loaded.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    collect(
                            loaded.getSimpleName() + "." + field.getName(),
                            field.get(null),
                            patterns,
                            Collections.newSetFromMap(new IdentityHashMap<>()));
                }
            }
        }
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                collectArguments(file, patterns);
            }
        }
        return patterns;
    }

    private static List<String> classes() throws IOException {
        Path root = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(root.resolve("org/tidings"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .toList();
        }
    }

    private static void collect(String name, @Nullable Object value, Map<String, Pattern> patterns, Set<Object> seen)
            throws IllegalAccessException {
        if (value == null || !seen.add(value)) {
            return;
        }
        if (value instanceof Pattern pattern) {
            patterns.put(patterns.containsKey(name) ? name + "#" + patterns.size() : name, pattern);
        } else if (value instanceof Map<?, ?> map) {
            collect(name, map.keySet(), patterns, seen);
            collect(name, map.values(), patterns, seen);
        } else if (value instanceof Iterable<?> values && !(value instanceof Path)) {
            for (Object each : values) {
                collect(name, each, patterns, seen);
            }
        } else if (value.getClass().isArray()
                && !value.getClass().getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collect(name, Array.get(value, i), patterns, seen);
            }
        } else if (value.getClass().getName().startsWith("org.tidings.")) { // also lambdas, with what they capture
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    collect(name, field.get(value), patterns, seen);
                }
            }
        }
    }

    private static final Pattern ARGUMENT =
            Pattern.compile("\\.(?:replaceAll|replaceFirst|matches|split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"[,)]");

    private static void collectArguments(Path file, Map<String, Pattern> patterns) throws IOException {
        Matcher argument = ARGUMENT.matcher(Files.readString(file));
        while (argument.find()) {
            String expression = argument.group(1).translateEscapes();
            patterns.put(file.getFileName() + ": " + expression, Pattern.compile(expression));
        }
    }

    /** A text that repeats something. */
    record Pump(String head, String repeated, String tail) {
        String text(int length) {
            return head + (repeated.isEmpty() ? "" : repeated.repeat(Math.max(1, length / repeated.length()))) + tail;
        }

        @Override
        public String toString() {
            return ("\"" + head + "\" + \"" + repeated + "\" repeated + \"" + tail + "\"")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t")
                    .replace("\u0001", "\\x01");
        }
    }

    private static final class TooMuchWork extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class CountedText implements CharSequence {
        private final String text;
        private final long most;
        private long readings;

        CountedText(String text) {
            this.text = text;
            this.most = (long) MOST_READINGS * (text.length() + SHORT);
        }

        @Override
        public char charAt(int index) {
            if (++readings > most) {
                throw new TooMuchWork();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Texts made from an expression: whatever it repeats, repeated after whatever it wants before, and never finished. */
    private static final class PatternPumps {
        private static final List<String> REPEATED = List.of(
                "a",
                " ",
                ".",
                "-",
                "<",
                "{",
                "@",
                "\"",
                "(",
                "\t",
                "\n",
                "\r\n",
                "1",
                "_",
                ",",
                ";",
                ":",
                "/",
                "=",
                "*",
                "\\",
                "a@",
                "a.",
                "a ",
                ".a",
                "{{a",
                "<td",
                "<td>",
                "- ",
                "1. ",
                "\n ",
                "> ",
                "a\n",
                "é",
                "\u00a0",
                "(a@",
                "[mailto:");
        private static final List<String> HEADS = List.of("");
        private static final List<String> TAILS = List.of("", "\u0001\n@");
        private static final String SAMPLES = "a1 .-_@<{(\"'\t\n,;:/=>)}*+x\\é\u00a0AbZf5";
        private static final int MOST_CHARACTERS = 6;

        private final String expression;
        private final int flags;
        private final Set<Pump> pumps = new LinkedHashSet<>();
        private int at;

        private PatternPumps(Pattern pattern) {
            this.expression = pattern.pattern();
            this.flags = pattern.flags();
        }

        static Set<Pump> of(Pattern pattern) {
            PatternPumps found = new PatternPumps(pattern);
            for (String repeated : REPEATED) {
                for (String head : HEADS) {
                    found.pumps.add(new Pump(head, repeated, "\u0001"));
                }
            }
            found.alternatives("");
            return found.pumps;
        }

        /** Reads up to the closing bracket or the end. Returns what the first alternative may match. */
        private String alternatives(String before) {
            String first = sequence(before);
            while (at < expression.length() && expression.charAt(at) == '|') {
                at++;
                String other = sequence(before);
                first = first.isEmpty() ? other : first;
            }
            return first;
        }

        private String sequence(String before) {
            StringBuilder sample = new StringBuilder();
            String previous = "";
            while (at < expression.length() && "|)".indexOf(expression.charAt(at)) < 0) {
                int start = at;
                List<String> samples = atom(before + sample);
                String atom = expression.substring(start, at);
                boolean repeated = quantifier();
                if (!repeated && samples.isEmpty()) {
                    continue;
                }
                if (samples.isEmpty()) {
                    samples = samplesOf(atom);
                }
                for (String each : repeated ? samples : List.<String>of()) {
                    add(before + sample, each);
                    add(before + sample, previous + each);
                }
                previous = samples.isEmpty() ? "" : samples.get(0);
                sample.append(previous);
                pumps.add(new Pump("", before + sample, "\u0001"));
            }
            return sample.toString();
        }

        private void add(String head, String repeated) {
            if (!repeated.isEmpty()) {
                TAILS.forEach(tail -> pumps.add(new Pump(head, repeated, tail)));
            }
        }

        /** Reads one atom without its quantifier. Returns what it may match; nothing for a position. */
        private List<String> atom(String before) {
            char c = expression.charAt(at++);
            switch (c) {
                case '(' -> {
                    boolean position = expression.startsWith("?!", at)
                            || expression.startsWith("?<=", at)
                            || expression.startsWith("?<!", at);
                    if (expression.startsWith("?", at)) {
                        while ("imsuxdU-?:=!<>".indexOf(expression.charAt(at)) >= 0) {
                            at++;
                        }
                    }
                    String inside = alternatives(before);
                    at++;
                    return position || inside.isEmpty() ? List.of() : List.of(inside);
                }
                case '[' -> {
                    int start = at - 1;
                    for (int depth = 1; depth > 0; at++) {
                        char inside = expression.charAt(at);
                        if (inside == '\\') {
                            at++;
                        } else if (inside == '[') {
                            depth++;
                        } else if (inside == ']') {
                            depth--;
                        }
                    }
                    return samplesOf(expression.substring(start, at));
                }
                case '\\' -> {
                    int start = at - 1;
                    char escaped = expression.charAt(at++);
                    if (escaped == 'Q') {
                        int end = expression.indexOf("\\E", at);
                        String quoted = expression.substring(at, end);
                        at = end + 2;
                        return List.of(quoted);
                    }
                    if ((escaped == 'p' || escaped == 'P' || escaped == 'x') && expression.charAt(at) == '{') {
                        at = expression.indexOf('}', at) + 1;
                    } else if (escaped == 'p' || escaped == 'P') {
                        at++;
                    } else if (escaped == 'u') {
                        at += 4;
                    }
                    return escaped == 'b' || escaped == 'B' ? List.of() : samplesOf(expression.substring(start, at));
                }
                case '^', '$' -> {
                    return List.of();
                }
                case '.' -> {
                    return samplesOf(".");
                }
                default -> {
                    return List.of(String.valueOf(c));
                }
            }
        }

        private List<String> samplesOf(String atom) {
            try {
                Pattern one = Pattern.compile(atom, flags);
                return SAMPLES.chars()
                        .mapToObj(Character::toString)
                        .filter(c -> one.matcher(c).matches())
                        .limit(MOST_CHARACTERS)
                        .toList();
            } catch (PatternSyntaxException unusual) {
                return List.of();
            }
        }

        private boolean quantifier() {
            if (at == expression.length()) {
                return false;
            }
            char c = expression.charAt(at);
            if (c == '{') {
                at = expression.indexOf('}', at) + 1;
            } else if ("*+?".indexOf(c) >= 0) {
                at++;
            } else {
                return false;
            }
            if (at < expression.length() && "+?".indexOf(expression.charAt(at)) >= 0) {
                at++;
            }
            return c != '?';
        }
    }
}
