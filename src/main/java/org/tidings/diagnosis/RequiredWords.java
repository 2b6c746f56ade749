package org.tidings.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words without which a regular expression cannot match: it needs one of the set. Most phrases are about something else than a given
 * answer, and looking for these words is much faster than looking for the expression.
 *
 * <p>Understands what the phrases use: alternatives, groups, look-around, classes, quantifiers, escapes.
 */
final class RequiredWords {

    private final String expression;
    private int at;

    private RequiredWords(String expression) {
        this.expression = expression;
    }

    /** One of these is in every match; empty if nothing is known. */
    static Set<String> of(String expression) {
        RequiredWords parser = new RequiredWords(expression);
        Set<String> words = parser.alternatives();
        if (parser.at < expression.length()) {
            throw new IllegalArgumentException("Unbalanced at " + parser.at + ": " + expression);
        }
        return words;
    }

    /** The alternatives outside any group: {@code a} and {@code (?:b|c)} in {@code a|(?:b|c)}. */
    static List<String> alternatives(String expression) {
        RequiredWords parser = new RequiredWords(expression);
        List<String> alternatives = new ArrayList<>();
        int start;
        do {
            start = parser.at;
            parser.sequence();
            alternatives.add(expression.substring(start, parser.at));
        } while (parser.skip('|'));
        return alternatives;
    }

    /** Up to the end or the bracket that closes the group. */
    private Set<String> alternatives() {
        Set<String> all = new HashSet<>();
        boolean known = true;
        do {
            Set<String> one = sequence();
            known &= !one.isEmpty();
            all.addAll(one);
        } while (skip('|'));
        return known ? all : Set.of();
    }

    /** Of all that a sequence needs, the words whose shortest is the longest. */
    private Set<String> sequence() {
        List<Set<String>> needed = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        while (at < expression.length() && expression.charAt(at) != '|' && expression.charAt(at) != ')') {
            Set<String> group = null;
            String literal = "";
            char c = expression.charAt(at);
            if (c == '(') {
                group = group();
            } else if (c == '[') {
                skipClass();
            } else if (c == '\\') {
                literal = escaped();
            } else {
                at++;
                literal = c == '.' || c == '^' || c == '$' ? "" : String.valueOf(c);
            }
            boolean optional = optional();
            if (literal.isEmpty() || optional) {
                flush(run, needed);
            } else {
                run.append(literal);
                continue;
            }
            if (group != null && !group.isEmpty() && !optional) {
                needed.add(group);
            }
        }
        flush(run, needed);
        return needed.stream()
                .filter(words -> shortest(words) >= Trigrams.LENGTH)
                .reduce((one, other) -> shortest(one) >= shortest(other) ? one : other)
                .orElse(Set.of());
    }

    private static void flush(StringBuilder run, List<Set<String>> needed) {
        if (!run.isEmpty()) {
            needed.add(Set.of(run.toString()));
            run.setLength(0);
        }
    }

    private static int shortest(Set<String> words) {
        return words.stream().mapToInt(String::length).min().orElse(0);
    }

    private Set<String> group() {
        at++;
        boolean look = expression.startsWith("?=", at)
                || expression.startsWith("?!", at)
                || expression.startsWith("?<=", at)
                || expression.startsWith("?<!", at);
        while (at < expression.length() && "?:=!<".indexOf(expression.charAt(at)) >= 0) {
            at++;
        }
        Set<String> words = alternatives();
        if (!skip(')')) {
            throw new IllegalArgumentException("Not closed: " + expression);
        }
        return look ? Set.of() : words;
    }

    private void skipClass() {
        at++;
        while (at < expression.length() && expression.charAt(at) != ']') {
            at += expression.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /** A character that the escape stands for; empty for a class such as {@code \w} and a place such as {@code \b}. */
    private String escaped() {
        char c = expression.charAt(at + 1);
        at += 2;
        return Character.isLetterOrDigit(c) ? "" : String.valueOf(c);
    }

    /** Passes a quantifier; true if it allows none, or another number than one, which ends a run of characters. */
    private boolean optional() {
        if (at >= expression.length()) {
            return false;
        }
        char c = expression.charAt(at);
        boolean optional = c == '?' || c == '*' || c == '{' || c == '+';
        if (c == '{') {
            at = expression.indexOf('}', at) + 1;
        } else if (optional) {
            at++;
        }
        if (optional && at < expression.length() && "?+".indexOf(expression.charAt(at)) >= 0) {
            at++;
        }
        return optional;
    }

    private boolean skip(char c) {
        if (at < expression.length() && expression.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }
}
