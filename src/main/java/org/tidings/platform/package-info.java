/** What every room stands on: configuration, clock, signing secrets, the database. */
@NullMarked
package org.tidings.platform;

import org.jspecify.annotations.NullMarked;
