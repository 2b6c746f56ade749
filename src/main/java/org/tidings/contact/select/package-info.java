/** Sets of people as SQL, and the addresses at which they are reached. */
@NullMarked
package org.tidings.contact.select;

import org.jspecify.annotations.NullMarked;
