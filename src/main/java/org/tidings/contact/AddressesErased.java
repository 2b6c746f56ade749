package org.tidings.contact;

import java.sql.Connection;
import java.util.Collection;

/**
 * An event: addresses are being erased. Features that store addresses outside {@code address} observe it and delete theirs, in the transaction of
 * the connection.
 */
public record AddressesErased(Connection connection, long accountId, Collection<String> emails) {}
