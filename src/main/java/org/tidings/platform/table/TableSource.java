package org.tidings.platform.table;

/** A file of one kind, from which all its rows can be read again and again. */
interface TableSource {

    /** Kind and reading of the file, for a preview. */
    String description();

    /**
     * All rows that are not blank, those above the headings included.
     *
     * @param columns the number of headings; 0 while they are not known
     */
    TableRows open(int columns);
}
