/** The embedded MariaDB that serves where no database is configured, and the dialect for MySQL and MariaDB. */
@NullMarked
package org.tidings.platform.database;

import org.jspecify.annotations.NullMarked;
