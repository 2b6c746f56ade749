package org.tidings.message.layout;

/** The style sheet of what staff write: the same in the message and in the editor, so that both show the same. */
public final class MessageStyles {
    private MessageStyles() {}

    /**
     * The rules for light and dark screens.
     *
     * @param scope selects the element that contains the message
     */
    public static String css(Look look, String scope) {
        return light(look).replace("& ", scope + " ").replace("&{", scope + "{")
                + "@media (prefers-color-scheme:dark){"
                + dark(look).replace("& ", scope + " ").replace("&{", scope + "{") + "}";
    }

    private static String light(Look look) {
        return "&{font-family:" + look.fonts().body() + ";font-size:16px;line-height:1.5;color:" + Look.INK.hex() + "}"
                + "& h1,& h2,& h3,& h4{font-family:" + look.fonts().headings()
                + ";font-weight:bold;line-height:1.25;margin:0 0 16px;color:inherit}"
                + "& h1{font-size:26px}& h2{font-size:21px}& h3{font-size:18px}& h4{font-size:16px}"
                + "& p,& ul,& ol,& blockquote,& pre{margin:0 0 16px}"
                + "& ul,& ol{padding:0 0 0 24px}"
                + "& blockquote{padding:0 0 0 16px;border-left:3px solid #d1d5db}"
                + "& a{color:" + look.main().hex() + ";text-decoration:underline}"
                + "& img{max-width:100%;height:auto}"
                + "& hr{border:0;border-top:1px solid #d1d5db;margin:24px 0}"
                + "& .table{width:100%;border-collapse:collapse;margin:0 0 16px}"
                + "& .table td,& .table th{border:1px solid #d1d5db;padding:6px 8px}";
    }

    /** Colours that were pasted are meant for white paper; they stay where they come with a background of their own. */
    private static String dark(Look look) {
        String ink = Look.DARK_INK.hex();
        return "&{background:" + Look.DARK_PAPER.hex() + "!important;color:" + ink + "!important}"
                + "& [style*=color]:not([style*=background]){color:" + ink + "!important}"
                + "& a[href]:not([style*=background]){color:" + look.darkLink().hex() + "!important}"
                + "& [style*=background]:not(a),& [bgcolor]{color:" + Look.INK.hex() + "}";
    }
}
