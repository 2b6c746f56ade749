/** The layout around a message: the account's colours, fonts, header and footer. Pure: no CDI, no database. */
@NullMarked
package org.tidings.message.layout;

import org.jspecify.annotations.NullMarked;
