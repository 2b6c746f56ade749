package org.tidings.platform.dns;

/** Looks up records by the resolvers of the machine or those that the operator named. */
public interface Dns {

    /**
     * Asks one question and follows aliases. Takes some seconds if nobody answers.
     *
     * @param name a domain name, absolute with or without the last dot; a name that is not valid does not exist
     * @param type one of {@link org.xbill.DNS.Type}
     */
    DnsAnswer lookup(String name, int type);
}
