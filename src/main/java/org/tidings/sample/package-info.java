/** What a start offers whoever made it: a business to try things on, and the line that says where to log in. */
@NullMarked
package org.tidings.sample;

import org.jspecify.annotations.NullMarked;
