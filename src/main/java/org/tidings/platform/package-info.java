/** Infrastructure shared by all features: configuration, clock, signing secrets, database access. */
@NullMarked
package org.tidings.platform;

import org.jspecify.annotations.NullMarked;
