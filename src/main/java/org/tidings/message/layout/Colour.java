package org.tidings.message.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An opaque sRGB colour, with the contrast rules of <a href="https://www.w3.org/TR/WCAG22/#contrast-minimum">WCAG 2.2, 1.4.3</a>.
 *
 * @param rgb 0xRRGGBB
 */
public record Colour(int rgb) {
    public static final Colour WHITE = new Colour(0xffffff);
    public static final Colour BLACK = new Colour(0);

    /** The lowest contrast of text of normal size. */
    public static final double READABLE = 4.5;

    private static final Pattern LONG = Pattern.compile("#?[0-9a-fA-F]{6}");
    private static final Pattern SHORT = Pattern.compile("#?[0-9a-fA-F]{3}");
    private static final int STEPS = 100;

    public Colour {
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException("Not a colour: " + rgb);
        }
    }

    /** Reads {@code #0b5cad}, {@code 0b5cad} or {@code #05a}. Names and all other CSS are refused. */
    public static Optional<Colour> parse(String typed) {
        String text = typed.strip();
        String digits = text.startsWith("#") ? text.substring(1) : text;
        if (LONG.matcher(text).matches()) {
            return Optional.of(new Colour(Integer.parseInt(digits, 16)));
        }
        if (SHORT.matcher(text).matches()) {
            int d = Integer.parseInt(digits, 16);
            return Optional.of(new Colour((d >> 8) * 0x110000 + (d >> 4 & 15) * 0x1100 + (d & 15) * 0x11));
        }
        return Optional.empty();
    }

    /** As CSS, such as {@code #0b5cad}. */
    public String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    /** From 1 (the same) to 21 (black on white). */
    public double contrast(Colour other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    public boolean isReadableOn(Colour background) {
        return contrast(background) >= READABLE;
    }

    /** The nearest mixture of this colour with another that is readable on a background; the other colour itself if none is. */
    public Colour towards(Colour other, Colour background) {
        for (int step = 0; step < STEPS; step++) {
            Colour mixed = mix(other, step);
            if (mixed.isReadableOn(background)) {
                return mixed;
            }
        }
        return other;
    }

    private Colour mix(Colour other, int step) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = rgb >> shift & 0xff;
            int to = other.rgb >> shift & 0xff;
            mixed |= (from + (to - from) * step / STEPS) << shift;
        }
        return new Colour(mixed);
    }

    private double luminance() {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
