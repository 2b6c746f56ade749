package org.tidings.blast.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.Test;
import org.tidings.message.MessageContent;
import org.tidings.message.MessageSettings;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.layout.Colour;
import org.tidings.message.layout.FontPair;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;

/**
 * The HTML of a message, judged by the Nu Html Checker of the W3C. Its warnings are about attributes that Outlook needs, such as
 * {@code bgcolor}, and so are its errors about {@code mso-} styles and the namespace of Office.
 */
class ValidMessageTest {

    private static final MessageSettings SETTINGS =
            new MessageSettings("https://mail.example/", "bounce.example", Optional.empty());
    private static final Look LOOK = new Look(
            new Colour(0x7a1fa2),
            new Colour(0x102030),
            FontPair.GEORGIA_HEADINGS,
            "Gymnastics & dance since 1998",
            new Logo("https://mail.example/i/01LOGO", 180, 60),
            Map.of(SocialNetwork.WEBSITE, "https://river.example/"),
            "en");

    @Test
    void everyStartingPointAndEveryBlock() throws Exception {
        List<Block> blocks = new ArrayList<>();
        StartingPoint.ALL.forEach(point -> blocks.addAll(point.blocks()));
        blocks.add(new Block.Quote("We loved it", "Ann"));
        blocks.add(new Block.Columns(
                new Block.Column("https://x.example/a.png", "A vault", "<p>Left</p>"),
                new Block.Column("", "", "<ul><li>Right</li></ul>")));
        blocks.add(new Block.Picture("https://x.example/a.png", "A vault", "300", "https://x.example/"));
        blocks.add(new Block.GotIt("Tell us that you read this.", "Got it"));
        blocks.add(new Block.Poll("Will you come?"));
        blocks.add(new Block.Event("Recital", "2026-12-12", "", "16:00", "18:00", "Hall 2", "Bring a towel"));
        blocks.add(new Block.Files("Bring these"));
        blocks.add(new Block.Html("<table width=\"100%\"><tr><td bgcolor=\"#eeeeee\">Monday</td></tr></table>"));
        BlockContext context = new BlockContext(LOOK, Map.of(), List.of("map.pdf (12 kB)"));
        String html = BlockHtml.of(blocks, context).html();

        assertThat(errors(message(html, LOOK))).isEmpty();
    }

    @Test
    void arabicNoticeAndAMessageWithALayoutOfItsOwn() throws Exception {
        assertThat(errors(message("<h1>مرحبا</h1><p>الحفل يوم السبت القادم {{first_name}}</p>", Look.STANDARD)))
                .isEmpty();
        assertThat(errors(
                        message("<!doctype html><html lang=\"en\"><body><p>Hi {{first_name}}</p></body></html>", LOOK)))
                .isEmpty();
    }

    private static String message(String html, Look look) {
        MessageContent content = new MessageContent(
                "01BLAST",
                "Spring {{class}} & more",
                "See you there",
                "Riverside Gym",
                "office@river.example",
                null,
                html,
                null,
                true,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Mill Lane\nRiver Town",
                List.of(),
                true,
                true);
        return PreparedMessage.prepare(content.withLook(look), SETTINGS, new Tokens(List.of("secret".getBytes(UTF_8))))
                .renderForBrowser(new Person(new TokenSubject(7, 8, 9), "ann@example.org", "Ann", "Lee", Map.of()));
    }

    private static List<String> errors(String html) throws Exception {
        EmbeddedValidator checker = new EmbeddedValidator();
        checker.setOutputFormat(EmbeddedValidator.OutputFormat.GNU);
        return checker.validate(new ByteArrayInputStream(html.getBytes(UTF_8)))
                .lines()
                .filter(line -> line.contains(" error: "))
                .filter(line -> !line.contains("mso-") && !line.contains("xmlns:o"))
                .toList();
    }
}
