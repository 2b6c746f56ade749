package org.tidings.blast;

/** Who may read a message on its public page. */
public enum PublicPage {
    /** Nobody. */
    OFF,
    /** Whoever has the address, which cannot be guessed. */
    UNLISTED,
    /** The same, and search engines may show it. */
    LISTED
}
