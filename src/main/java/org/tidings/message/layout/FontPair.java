package org.tidings.message.layout;

/** Fonts for headings and text. Only fonts that computers and phones come with: most mail programs do not load others. */
public enum FontPair {
    SYSTEM("Helvetica or Arial", Stacks.HELVETICA, Stacks.HELVETICA),
    GEORGIA_HEADINGS("Georgia headings, Helvetica or Arial text", Stacks.GEORGIA, Stacks.HELVETICA),
    VERDANA("Verdana", Stacks.VERDANA, Stacks.VERDANA),
    TREBUCHET_HEADINGS("Trebuchet headings, Verdana text", Stacks.TREBUCHET, Stacks.VERDANA),
    TAHOMA("Tahoma", Stacks.TAHOMA, Stacks.TAHOMA),
    GEORGIA("Georgia", Stacks.GEORGIA, Stacks.GEORGIA);

    private static final class Stacks {
        static final String HELVETICA = "Helvetica, Arial, sans-serif";
        static final String VERDANA = "Verdana, Geneva, sans-serif";
        static final String TAHOMA = "Tahoma, Verdana, sans-serif";
        static final String TREBUCHET = "'Trebuchet MS', Tahoma, sans-serif";
        static final String GEORGIA = "Georgia, 'Times New Roman', serif";
    }

    private final String text;
    private final String headingStack;
    private final String bodyStack;

    FontPair(String text, String headingStack, String bodyStack) {
        this.text = text;
        this.headingStack = headingStack;
        this.bodyStack = bodyStack;
    }

    /** Its name on pages. */
    public String text() {
        return text;
    }

    /** The value of {@code font-family}. */
    public String headings() {
        return headingStack;
    }

    /** The value of {@code font-family}. */
    public String body() {
        return bodyStack;
    }
}
