package org.tidings.account;

/** Sends messages to staff. Implemented by the feature that sends single messages, which this one does not know. */
public interface StaffMail {

    /** Stores the message in the caller's transaction. It is sent shortly after, in the name of the account. */
    void add(long accountId, Message message);

    /**
     * A message with a link; all values are plain text.
     *
     * @param before paragraphs before the link, separated by empty lines
     * @param action the words on the link
     * @param path of the page of this installation that the link leads to
     * @param after paragraphs after the link, separated by empty lines
     */
    record Message(String to, String subject, String before, String action, String path, String after) {

        /** Omits the link, which may be a secret. */
        @Override
        public String toString() {
            return subject;
        }
    }
}
