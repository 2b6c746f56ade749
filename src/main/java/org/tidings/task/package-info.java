/** Background tasks: the list, progress, pause, resume, cancel, delete, and how long documents stay. */
@NullMarked
package org.tidings.task;

import org.jspecify.annotations.NullMarked;
