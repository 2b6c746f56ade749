package org.tidings.account;

/** Who may get marketing email, by the law of the account's country. A recorded no always wins. */
public enum ConsentRule {
    /**
     * Anybody until they say no. United States: CAN-SPAM Act, 15 U.S.C. 7704(a)(4), which requires an opt-out and no prior consent.
     */
    UNTIL_NO("Everybody until they unsubscribe", "United States"),
    /**
     * Those who agreed, and customers. European Union: Directive 2002/58/EC, article 13(1) and (2); United Kingdom: Privacy and Electronic
     * Communications Regulations 2003, regulation 22(2) and (3).
     */
    AGREED_OR_CUSTOMER("Only people who agreed, and our own customers", "European Union, United Kingdom"),
    /** Those who agreed. Germany: UWG, section 7(2) no. 2; the exception of section 7(3) is not used. */
    AGREED("Only people who agreed", "Germany, or where you want to be certain"),
    /**
     * Those who agreed without end, customers until two years after their last contract, and people who enquired for six months. Canada: CASL,
     * S.C. 2010, c. 23, sections 6(1) and 10(9) and (10).
     */
    AGREED_OR_RECENT(
            "People who agreed, customers until two years after their last class, and enquiries for six months",
            "Canada");

    private final String text;
    private final String where;

    ConsentRule(String text, String where) {
        this.text = text;
        this.where = where;
    }

    /** The rule in words. */
    public String text() {
        return text;
    }

    /** The countries that it is meant for. */
    public String where() {
        return where;
    }
}
