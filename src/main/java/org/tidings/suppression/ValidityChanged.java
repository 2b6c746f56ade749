package org.tidings.suppression;

import java.sql.Connection;
import java.util.List;

/**
 * An event: addresses became invalid or, by staff or their reader, mailable again, in the transaction of the connection.
 *
 * @param addressIds of one or several accounts
 */
public record ValidityChanged(Connection connection, List<Long> addressIds, boolean invalid) {}
