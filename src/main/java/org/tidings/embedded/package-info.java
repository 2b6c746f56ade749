/** The embedded MariaDB server and its launcher. */
@NullMarked
package org.tidings.embedded;

import org.jspecify.annotations.NullMarked;
