package org.tidings.account;

/**
 * The subject of the provider for a staff member who is logging in.
 *
 * @param isNew whether it is to be connected with the staff member when all steps are taken; otherwise it must be connected still
 */
record ProvidedIdentity(String issuer, String subject, boolean isNew) {}
