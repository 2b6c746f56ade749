package org.tidings.suppression;

import java.sql.Connection;
import java.util.List;

/** An event: staff are about to make invalid addresses mailable again, in the transaction of the connection. */
public record AddressesReleased(Connection connection, List<Long> addressIds) {}
