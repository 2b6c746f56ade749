package org.tidings.blast.look;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.message.layout.Logo;

/** A logo that was uploaded before, as the form carries it: {@code 01JD...-180x60}. */
final class KeptLogo {

    private static final Pattern WRITTEN = Pattern.compile("([0-9A-HJKMNP-TV-Z]{26})-([0-9]{1,3})x([0-9]{1,3})");

    private KeptLogo() {}

    static String write(Logo logo) {
        return logo.source() + "-" + logo.width() + "x" + logo.height();
    }

    /** The logo by the id of its picture; empty for what nobody wrote. */
    static Optional<Logo> read(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(new Logo(
                        parts.group(1),
                        Math.min(Integer.parseInt(parts.group(2)), LogoImage.WIDEST),
                        Math.min(Integer.parseInt(parts.group(3)), LogoImage.HIGHEST)))
                : Optional.empty();
    }
}
