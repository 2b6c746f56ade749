@NullMarked
package org.tidings.platform.web.connection;

import org.jspecify.annotations.NullMarked;
