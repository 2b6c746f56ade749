package org.tidings.blast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tidings.account.Account;
import org.tidings.contact.WeeklyClass;
import org.tidings.message.Attachment;
import org.tidings.message.SafeHtml;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.block.BlockJson;
import org.tidings.message.block.CalendarFile;
import org.tidings.message.block.MessageBody;
import org.tidings.message.layout.Look;
import org.tidings.platform.web.FileSize;

/**
 * Messages that are lists of blocks. The HTML of a draft is made anew for each preview and when the blast is sent, since it shows the account's
 * colours, its classes and the attached files. Call the methods within a transaction.
 */
public final class BlockContents {

    private BlockContents() {}

    /** The blocks of a blast; empty if its message is one text. */
    public static List<Block> of(Blast blast) {
        return blast.blocks == null ? List.of() : BlockJson.read(blast.blocks);
    }

    /** What is written in a blast. */
    public static MessageBody body(Blast blast) {
        return blast.blocks == null ? MessageBody.of(blast.html) : MessageBody.of(of(blast));
    }

    /** Stores a message of either kind. */
    public static void write(Blast blast, MessageBody message) {
        if (message.blocks() == null) {
            blast.write(message.html());
        } else {
            write(blast, message.blocks());
        }
    }

    /** Stores a message and makes its HTML. */
    public static void write(Blast blast, List<Block> blocks) {
        blast.blocks = BlockJson.write(blocks);
        makeHtml(blast);
    }

    /** Makes the HTML of a message anew, if it has blocks. */
    static void makeHtml(Blast blast) {
        if (blast.blocks != null) {
            Account account = Objects.requireNonNull(Account.<Account>findById(blast.accountId));
            BlockHtml.Content content = content(blast, BlastLook.look(account));
            blast.keepRendered(SafeHtml.clean(content.html()), content.removed());
        }
    }

    /** The HTML in a look. */
    static String html(Blast blast, Look look) {
        return blast.blocks == null
                ? blast.html
                : SafeHtml.clean(content(blast, look).html());
    }

    private static BlockHtml.Content content(Blast blast, Look look) {
        List<Block> blocks = of(blast);
        return BlockHtml.of(blocks, new BlockContext(look, classes(blast, blocks), files(blast)));
    }

    /** The calendar files of its events, which are attached. */
    public static List<Attachment> calendarFiles(Blast blast, String domain) {
        List<Attachment> files = new ArrayList<>();
        for (Block block : of(blast)) {
            if (block instanceof Block.Event event) {
                Account account = Objects.requireNonNull(Account.<Account>findById(blast.accountId));
                String number = files.isEmpty() ? "" : "-" + (files.size() + 1);
                String uid = blast.publicId + number + "@" + domain;
                CalendarFile.of(event, uid, account.zone(), blast.createdAt)
                        .ifPresent(content -> files.add(
                                new Attachment("event" + number + ".ics", CalendarFile.CONTENT_TYPE, content, null)));
            }
        }
        return files;
    }

    private static Map<String, BlockContext.ClassText> classes(Blast blast, List<Block> blocks) {
        Map<String, BlockContext.ClassText> classes = new HashMap<>();
        for (Block block : blocks) {
            if (block instanceof Block.ClassDetails details) {
                WeeklyClass.find(blast.accountId, details.classId())
                        .ifPresent(found -> classes.put(found.publicId, text(found)));
            }
        }
        return classes;
    }

    private static BlockContext.ClassText text(WeeklyClass found) {
        String teacher = found.teacher.isBlank() ? "" : "with " + found.teacher;
        return new BlockContext.ClassText(
                found.name,
                Stream.of(found.when(), found.place, teacher)
                        .filter(detail -> !detail.isBlank())
                        .toList());
    }

    private static List<String> files(Blast blast) {
        return blast.id == null
                ? List.of()
                : AttachedFile.summaries(blast.id).stream()
                        .map(file -> file.name() + " (" + FileSize.text(file.sizeBytes()) + ")")
                        .toList();
    }
}
