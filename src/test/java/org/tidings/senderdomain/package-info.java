@NullMarked
package org.tidings.senderdomain;

import org.jspecify.annotations.NullMarked;
