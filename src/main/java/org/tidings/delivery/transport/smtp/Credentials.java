package org.tidings.delivery.transport.smtp;

/**
 * A login at the mail server.
 *
 * @param password for XOAUTH2 the access token
 */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return username + " (password not shown)";
    }
}
