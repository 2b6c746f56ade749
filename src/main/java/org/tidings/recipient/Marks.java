package org.tidings.recipient;

/** What happened to a recipient's message besides its status, as stored in the row. */
public record Marks(int bits) {

    public static final Marks NONE = new Marks(0);

    private static final int AUTOMATIC_OPEN = 1;
    private static final int AUTOMATIC_CLICK = 2;
    private static final int UNCONFIRMED_OPEN = 4;
    private static final int UNCONFIRMED_CLICK = 8;

    /** The bit of recipients who were given in a list of addresses, and not selected by a rule. */
    public static final int LISTED = 16;

    /** The bit of recipients whose address was released after the message had not arrived. */
    public static final int RELEASED = 32;

    /** The bits of marks after which nobody can tell whether a person has read the message, too. */
    public static final int HIDES_READING = AUTOMATIC_OPEN | UNCONFIRMED_OPEN | UNCONFIRMED_CLICK;

    /** The bits of opens and clicks by machines. */
    public static final int AUTOMATIC = AUTOMATIC_OPEN | AUTOMATIC_CLICK;

    /** The bits of opens and clicks by a person or a machine. */
    public static final int UNCONFIRMED = UNCONFIRMED_OPEN | UNCONFIRMED_CLICK;

    /** Whether a machine opened the message or followed a link. */
    public boolean isAutomatic() {
        return has(AUTOMATIC);
    }

    /** Whether the message was opened or a link followed by a person or a machine, which cannot be known. */
    public boolean isUnconfirmed() {
        return has(UNCONFIRMED);
    }

    public boolean isUnconfirmedClick() {
        return has(UNCONFIRMED_CLICK);
    }

    /** With an event that does not change the status. */
    Marks with(NewEvent event) {
        return switch (event.type()) {
            case OPENED -> with(event, AUTOMATIC_OPEN, UNCONFIRMED_OPEN);
            case CLICKED -> with(event, AUTOMATIC_CLICK, UNCONFIRMED_CLICK);
            default -> this;
        };
    }

    private Marks with(NewEvent event, int automatic, int unconfirmed) {
        return new Marks(bits | (event.automatic() ? automatic : 0) | (event.unconfirmed() ? unconfirmed : 0));
    }

    private boolean has(int any) {
        return (bits & any) != 0;
    }
}
