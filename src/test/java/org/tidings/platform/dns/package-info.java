@NullMarked
package org.tidings.platform.dns;

import org.jspecify.annotations.NullMarked;
