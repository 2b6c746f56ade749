package org.tidings.recipient;

/**
 * A stored event of which it was not clear whether a person or a machine did it.
 *
 * @param id the event's row
 * @param event what it is, and, once decided, what it counts as
 */
public record UndecidedEvent(long id, NewEvent event) {

    /** The same event, decided. */
    public UndecidedEvent as(NewEvent decided) {
        return new UndecidedEvent(id, decided);
    }
}
