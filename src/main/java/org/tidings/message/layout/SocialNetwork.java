package org.tidings.message.layout;

/** What the footer can link to, in the order in which it does. */
public enum SocialNetwork {
    WEBSITE("Website"),
    FACEBOOK("Facebook"),
    INSTAGRAM("Instagram"),
    YOUTUBE("YouTube"),
    TIKTOK("TikTok"),
    WHATSAPP("WhatsApp");

    private final String text;

    SocialNetwork(String text) {
        this.text = text;
    }

    /** The text of the link. */
    public String text() {
        return text;
    }
}
