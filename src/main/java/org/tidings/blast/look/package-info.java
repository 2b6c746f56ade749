/** The settings page for the look of an account's messages. */
@NullMarked
package org.tidings.blast.look;

import org.jspecify.annotations.NullMarked;
