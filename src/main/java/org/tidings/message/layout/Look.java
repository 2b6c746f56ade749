package org.tidings.message.layout;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an account's messages look.
 *
 * @param main colour of links, buttons and the line above the message; readable on white ({@link #isReadable})
 * @param background the page around the message. Any colour: the text on it is black or white, whichever is readable
 * @param headerText a line below the logo or the name; may be empty
 * @param links addresses of the account elsewhere, {@code https:}
 * @param language of the messages, by which they are read aloud and translated; a tag of BCP 47 such as {@code en}
 */
public record Look(
        Colour main,
        Colour background,
        FontPair fonts,
        String headerText,
        @Nullable Logo logo,
        Map<SocialNetwork, String> links,
        String language) {

    /** Of an account that has chosen nothing. */
    public static final Look STANDARD =
            new Look(new Colour(0x0b5cad), new Colour(0xf3f4f6), FontPair.SYSTEM, "", null, Map.of(), "en");

    /** The background of the message itself. */
    static final Colour PAPER = Colour.WHITE;

    static final Colour INK = new Colour(0x1f2937);
    static final Colour DARK_BACKGROUND = new Colour(0x111827);
    static final Colour DARK_PAPER = new Colour(0x1f2937);
    static final Colour DARK_INK = new Colour(0xe5e7eb);

    public Look {
        EnumMap<SocialNetwork, String> ordered = new EnumMap<>(SocialNetwork.class);
        ordered.putAll(links);
        links = Collections.unmodifiableMap(ordered);
    }

    public Look withLogo(@Nullable Logo other) {
        return new Look(main, background, fonts, headerText, other, links, language);
    }

    public Look withLanguage(String other) {
        return new Look(main, background, fonts, headerText, logo, links, other);
    }

    /** Whether links and buttons of this colour can be read: on white, and white on it. */
    public static boolean isReadable(Colour main) {
        return main.isReadableOn(PAPER);
    }

    /** The nearest colour that {@link #isReadable}. */
    public static Colour readable(Colour main) {
        return main.towards(Colour.BLACK, PAPER);
    }

    /** Text on the background: header and footer. */
    public Colour outerInk() {
        if (INK.isReadableOn(background)) {
            return INK;
        }
        return Colour.WHITE.contrast(background) >= Colour.BLACK.contrast(background) ? Colour.WHITE : Colour.BLACK;
    }

    /** Links where the mail program shows a dark page. */
    Colour darkLink() {
        return main.towards(Colour.WHITE, DARK_PAPER);
    }

    /** The style attribute of a button in a message. */
    public String buttonStyle() {
        return "display:inline-block;padding:12px 24px;border-radius:6px;background:" + main.hex()
                + ";color:#ffffff;text-decoration:none;font-weight:bold";
    }
}
