package org.tidings.contact;

/** A tag has a new name; observers take part in the transaction. */
public record TagRenamed(long accountId, String name, String newName) {}
