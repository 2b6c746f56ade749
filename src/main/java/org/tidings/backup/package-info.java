/** Copies of the whole database in a file that can be restored into an embedded database or a MySQL or MariaDB server. */
@NullMarked
package org.tidings.backup;

import org.jspecify.annotations.NullMarked;
