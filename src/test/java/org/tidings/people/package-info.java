@NullMarked
package org.tidings.people;

import org.jspecify.annotations.NullMarked;
