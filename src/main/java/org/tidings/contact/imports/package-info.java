/** Imports of people from files: what a row says, and a resumable job that writes the rows. */
@NullMarked
package org.tidings.contact.imports;

import org.jspecify.annotations.NullMarked;
