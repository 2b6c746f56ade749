/** Background tasks: list, progress, pause, resume, cancel, delete and retention. */
@NullMarked
package org.tidings.task;

import org.jspecify.annotations.NullMarked;
