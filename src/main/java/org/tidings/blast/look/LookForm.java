package org.tidings.blast.look;

import jakarta.ws.rs.DefaultValue;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.blast.BlastLook;
import org.tidings.blast.LookJson;
import org.tidings.message.layout.Colour;
import org.tidings.message.layout.FontPair;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;
import org.tidings.platform.web.FormErrors;

/** The submitted form fields. */
class LookForm {

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_ADDRESS = 500;

    @RestForm
    @DefaultValue("")
    public String main = "";

    @RestForm
    @DefaultValue("")
    public String background = "";

    @RestForm
    @DefaultValue("")
    public String fonts = "";

    @RestForm
    @DefaultValue("")
    public String headerText = "";

    @RestForm
    @DefaultValue("en")
    public String language = "en";

    @RestForm
    @DefaultValue("")
    public String postalAddress = "";

    @RestForm
    @DefaultValue("")
    public String website = "";

    @RestForm
    @DefaultValue("")
    public String facebook = "";

    @RestForm
    @DefaultValue("")
    public String instagram = "";

    @RestForm
    @DefaultValue("")
    public String youtube = "";

    @RestForm
    @DefaultValue("")
    public String tiktok = "";

    @RestForm
    @DefaultValue("")
    public String whatsapp = "";

    /** The logo so far, as {@link KeptLogo}; empty for none. */
    @RestForm
    @DefaultValue("")
    public String keptLogo = "";

    @RestForm
    @DefaultValue("false")
    public boolean removeLogo;

    @RestForm
    public @Nullable FileUpload logo;

    /** {@code save} or {@code preview}. */
    @RestForm
    @DefaultValue("save")
    public String action = "save";

    static LookForm of(Account account) {
        Look look = BlastLook.look(account);
        LookForm form = new LookForm();
        form.main = look.main().hex();
        form.background = look.background().hex();
        form.fonts = look.fonts().name();
        form.headerText = look.headerText();
        form.language = look.language();
        form.postalAddress = Objects.requireNonNullElse(account.postalAddress, "");
        form.website = look.links().getOrDefault(SocialNetwork.WEBSITE, "");
        form.facebook = look.links().getOrDefault(SocialNetwork.FACEBOOK, "");
        form.instagram = look.links().getOrDefault(SocialNetwork.INSTAGRAM, "");
        form.youtube = look.links().getOrDefault(SocialNetwork.YOUTUBE, "");
        form.tiktok = look.links().getOrDefault(SocialNetwork.TIKTOK, "");
        form.whatsapp = look.links().getOrDefault(SocialNetwork.WHATSAPP, "");
        form.keptLogo = look.logo() == null ? "" : KeptLogo.write(look.logo());
        return form;
    }

    FormErrors check() {
        FormErrors errors = new FormErrors()
                .addIf(Colour.parse(main).isEmpty(), "main", "Enter a colour such as #0b5cad.")
                .addIf(Colour.parse(background).isEmpty(), "background", "Enter a colour such as #f3f4f6.")
                .addIf(fontPair().isEmpty(), "fonts", "Choose fonts.")
                .addIf(!MailLanguage.TAGS.contains(language), "language", "Choose a language.")
                .atMost(LONGEST_HEADER, "headerText", headerText)
                .atMost(LONGEST_ADDRESS, "postalAddress", postalAddress);
        Colour.parse(main)
                .filter(colour -> !Look.isReadable(colour))
                .ifPresent(colour -> errors.add("main", tooLight(colour)));
        typedLinks()
                .forEach((network, url) -> errors.addIf(
                        !url.isBlank() && HttpsUrl.normalise(url).isEmpty(),
                        network.name().toLowerCase(Locale.ROOT),
                        "Enter an address that starts with https://, such as https://riverside.example/."));
        return errors;
    }

    private static String tooLight(Colour colour) {
        return String.format(
                Locale.ROOT,
                "Links in %s on white, and white text on a button, are hard to read: the contrast is %.1f to 1, and at least 4.5 to 1 is needed."
                        + " The nearest colour that works is %s.",
                colour.hex(),
                colour.contrast(Colour.WHITE),
                Look.readable(colour).hex());
    }

    /** What was typed, with everything that is wrong corrected or left out, so that a preview is always possible. */
    Look look() {
        Map<SocialNetwork, String> links = new EnumMap<>(SocialNetwork.class);
        typedLinks().forEach((network, url) -> HttpsUrl.normalise(url).ifPresent(good -> links.put(network, good)));
        Optional<Logo> kept = removeLogo ? Optional.empty() : KeptLogo.read(keptLogo);
        return new Look(
                Colour.parse(main).map(Look::readable).orElse(Look.STANDARD.main()),
                Colour.parse(background).orElse(Look.STANDARD.background()),
                fontPair().orElse(Look.STANDARD.fonts()),
                headerText.strip().replaceAll("\\s+", " "),
                kept.orElse(null),
                links,
                MailLanguage.TAGS.contains(language) ? language : Look.STANDARD.language());
    }

    void writeTo(Account account) {
        account.look = LookJson.write(look());
        account.postalAddress = postalAddress.isBlank() ? null : postalAddress.strip();
    }

    /** Choices of the page. */
    public List<FontPair> fontPairs() {
        return List.of(FontPair.values());
    }

    /** Choices of the page. */
    public List<MailLanguage> languages() {
        return MailLanguage.all();
    }

    private Optional<FontPair> fontPair() {
        return Arrays.stream(FontPair.values())
                .filter(pair -> pair.name().equals(fonts))
                .findFirst();
    }

    private Map<SocialNetwork, String> typedLinks() {
        return Map.of(
                SocialNetwork.WEBSITE, website,
                SocialNetwork.FACEBOOK, facebook,
                SocialNetwork.INSTAGRAM, instagram,
                SocialNetwork.YOUTUBE, youtube,
                SocialNetwork.TIKTOK, tiktok,
                SocialNetwork.WHATSAPP, whatsapp);
    }

    /** The fields of the footer's links. */
    public List<LinkField> links() {
        Map<SocialNetwork, String> typed = typedLinks();
        return Arrays.stream(SocialNetwork.values())
                .map(network -> new LinkField(
                        network.name().toLowerCase(Locale.ROOT), network.text(), typed.getOrDefault(network, "")))
                .toList();
    }

    /** One of the footer's links on the page. */
    record LinkField(String name, String label, String value) {}
}
