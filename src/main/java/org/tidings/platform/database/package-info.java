/** Transactions, batched writes and the dialect for MySQL and MariaDB. */
@NullMarked
package org.tidings.platform.database;

import org.jspecify.annotations.NullMarked;
