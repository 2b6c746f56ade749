/** The staff's pages for people, households and classes. */
@NullMarked
package org.tidings.people;

import org.jspecify.annotations.NullMarked;
