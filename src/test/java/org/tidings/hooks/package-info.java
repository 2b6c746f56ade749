@NullMarked
package org.tidings.hooks;

import org.jspecify.annotations.NullMarked;
