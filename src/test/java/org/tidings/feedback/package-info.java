/** Tests of feedback with real SMTP and IMAP connections. */
@NullMarked
package org.tidings.feedback;

import org.jspecify.annotations.NullMarked;
