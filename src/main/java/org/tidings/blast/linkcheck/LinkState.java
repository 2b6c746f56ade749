package org.tidings.blast.linkcheck;

/** What a reader of the message would find. */
public enum LinkState {
    WORKS,
    /** The server says that there is no such page: 404 or 410. */
    NO_SUCH_PAGE,
    /** The host has no address. */
    NO_SUCH_HOST,
    /** The host is in a private network, or its name can only be in one. */
    PRIVATE_NETWORK,
    /** The page asks the reader to log in. */
    NEEDS_LOGIN,
    /** Not known: no answer in time, an error that may pass, or a server that does not answer programs. Never reported. */
    UNKNOWN
}
