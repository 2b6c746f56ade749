package org.tidings.blast.compose;

/** The draft was saved by another page after the submitted one was opened. Nothing was stored. */
class DraftConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
