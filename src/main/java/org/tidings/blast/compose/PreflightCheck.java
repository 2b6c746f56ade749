package org.tidings.blast.compose;

import java.util.List;

/**
 * Something to look at before sending.
 *
 * @param serious whether it will be seen by recipients as a mistake; else a hint
 * @param detail what exactly; may be empty
 * @param list who is concerned; may be empty
 * @param fixAt the field of the compose page where it can be mended, or a path
 */
record PreflightCheck(boolean serious, String sentence, String detail, List<String> list, String fixAt) {

    /** Whether it is mended on another page. */
    public boolean elsewhere() {
        return fixAt.startsWith("/");
    }
}
