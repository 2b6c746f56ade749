@org.jspecify.annotations.NullMarked
package org.tidings.blast.picture;
