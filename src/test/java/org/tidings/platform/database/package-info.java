/** Tests of the embedded database, against real server processes. */
@NullMarked
package org.tidings.platform.database;

import org.jspecify.annotations.NullMarked;
