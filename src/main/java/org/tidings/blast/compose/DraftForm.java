package org.tidings.blast.compose;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlockContents;
import org.tidings.blast.OnePer;
import org.tidings.blast.Purpose;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockChecks;
import org.tidings.message.block.BlockHistory;
import org.tidings.message.block.BlockType;
import org.tidings.message.block.MessageBody;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.FormErrors;

/** The submitted fields of the compose page. */
class DraftForm {

    /** The id assigned to a new draft by its page; repeated saves therefore create only one draft. */
    @RestForm
    @DefaultValue("")
    public String draft = "";

    /** The version of the draft that the page was opened with or saved last; empty if it is not stored. */
    @RestForm
    @DefaultValue("")
    public String version = "";

    /** The id of the page that contains the form. */
    @RestForm
    @DefaultValue("")
    public String editor = "";

    /** What another page saved meanwhile; not submitted. */
    public List<DraftDifferences.Difference> conflict = List.of();

    /** Who did so, in a sentence; not submitted. */
    public String changed = "";

    /** Whether the blast was sent or scheduled meanwhile, so that this is a new draft; not submitted. */
    public boolean orphaned;

    @RestForm
    @DefaultValue("")
    public String pasted = "";

    @RestForm
    @DefaultValue("")
    public String subject = "";

    @RestForm
    @DefaultValue("")
    public String preheader = "";

    @RestForm
    @DefaultValue("")
    public String fromName = "";

    @RestForm
    @DefaultValue("")
    public String replyTo = "";

    @RestForm
    @DefaultValue("MARKETING")
    public String purpose = "MARKETING";

    @RestForm
    @DefaultValue("")
    public String html = "";

    /** The blocks, if the message is a list of them; set by the page. */
    public @Nullable List<Block> blocks;

    /** The blocks as they were submitted; set by the page. */
    @Nullable
    BlocksForm submittedBlocks;

    @RestForm
    @DefaultValue("")
    public String text = "";

    @RestForm
    @DefaultValue("false")
    public boolean embedImages;

    /** The value of the submit button, such as {@code remove-people:12}. */
    @RestForm
    @DefaultValue("save")
    public String action = "save";

    @RestForm
    public @Nullable List<FileUpload> csv;

    @RestForm
    public @Nullable List<FileUpload> attachment;

    @RestForm
    public @Nullable FileUpload picture;

    @RestForm
    @DefaultValue("")
    public String pictureAlt = "";

    /** The name under which the message is saved as a template. */
    @RestForm
    @DefaultValue("")
    public String templateName = "";

    /** ADDRESS, HOUSEHOLD or STUDENT. */
    @RestForm
    @DefaultValue("ADDRESS")
    public String onePer = "ADDRESS";

    @BeanParam
    public AudienceForm people = new AudienceForm();

    static DraftForm of(Blast blast) {
        DraftForm form = new DraftForm();
        form.draft = blast.publicId;
        form.editor = UlidCreator.getMonotonicUlid().toString();
        form.pasted = Objects.requireNonNullElse(blast.pasted, "");
        form.subject = blast.subject;
        form.preheader = Objects.requireNonNullElse(blast.preheader, "");
        form.fromName = Objects.requireNonNullElse(blast.fromName, "");
        form.replyTo = Objects.requireNonNullElse(blast.replyTo, "");
        form.purpose = blast.purpose.name();
        form.showMessage(blast);
        form.text = Objects.requireNonNullElse(blast.text, "");
        form.embedImages = blast.embedImages;
        form.onePer = blast.onePer.name();
        return form;
    }

    /** Takes the message of a blast, with what can be undone. */
    void showMessage(Blast blast) {
        MessageBody body = BlockContents.body(blast);
        html = blast.html;
        blocks = body.blocks();
        showHistory(blast);
    }

    /** Takes what can be undone in the message. */
    void showHistory(Blast blast) {
        BlockHistory history = BlockHistory.read(blast.blockHistory);
        MessageBody body = BlockContents.body(blast);
        canUndo = history.canUndo(body);
        canRedo = history.canRedo(body);
    }

    /** The form of a new draft, which is not stored yet: one empty text. */
    static DraftForm blank(String id) {
        DraftForm form = new DraftForm();
        form.blocks = List.of(new Block.Text(""));
        form.draft = id;
        form.editor = UlidCreator.getMonotonicUlid().toString();
        return form;
    }

    /** Takes the blocks from the whole of the submitted fields, whose names depend on the blocks. */
    void readBlocks(MultipartFormDataInput submitted) {
        submittedBlocks = BlocksForm.read(submitted.getValues());
        blocks = submittedBlocks == null ? null : submittedBlocks.blocks();
    }

    /** Whether another page saved something else since this form was filled in. */
    boolean conflictsWith(Blast stored) {
        boolean stale = !version.isEmpty() && !version.equals(String.valueOf(stored.version));
        boolean own = !editor.isEmpty() && editor.equals(stored.editor);
        return stale && !own && !differences(stored).isEmpty();
    }

    /** The fields whose stored values differ. */
    List<DraftDifferences.Difference> differences(Blast stored) {
        return new DraftDifferences(this, of(stored)).all();
    }

    /** Replaces one field of this form by what is stored. */
    void take(String id, Blast stored) {
        new DraftDifferences(this, of(stored)).take(id);
    }

    /** Validates the fields. A draft may be incomplete, so missing values are not errors. */
    FormErrors check() {
        FormErrors errors = checkFields();
        checkBlocks(BlockChecks::wrong, errors);
        return errors;
    }

    /** Adds what a check finds in the blocks. */
    void checkBlocks(Function<Block, Map<String, String>> check, FormErrors errors) {
        for (BlockView view : blockViews()) {
            check.apply(Objects.requireNonNull(blocks).get(view.key()))
                    .forEach((field, sentence) -> errors.add(view.name(field), sentence));
        }
    }

    /** Whether the message is a list of blocks. */
    public boolean hasBlocks() {
        return blocks != null;
    }

    public List<BlockView> blockViews() {
        return blocks == null ? List.of() : BlockView.of(blocks);
    }

    /** Whether the last button of a block can be undone; not submitted. */
    public boolean canUndo;

    /** Whether what was undone can be done again; not submitted. */
    public boolean canRedo;

    /** The kinds of blocks that can be added. */
    public List<BlockType> blockTypes() {
        return BlockType.all();
    }

    /** Like {@link #check}, without the blocks. */
    FormErrors checkFields() {
        return new FormErrors()
                .atMost(Blast.LONGEST_SUBJECT, "subject", subject)
                .addIf(isLines(subject), "subject", "The subject must be a single line.")
                .atMost(Blast.LONGEST_SUBJECT, "preheader", preheader)
                .atMost(Blast.LONGEST_FROM_NAME, "fromName", fromName)
                .addIf(isLines(fromName), "fromName", "The name must be a single line.")
                .email("replyTo", replyTo);
    }

    /** Stores all values that fit their columns, including invalid ones: a draft preserves all input. */
    void writeTo(Blast blast) {
        blast.subject = fits(Blast.LONGEST_SUBJECT, subject) ? subject.strip() : blast.subject;
        blast.preheader = fits(Blast.LONGEST_SUBJECT, preheader) ? orNull(preheader) : blast.preheader;
        blast.fromName = fits(Blast.LONGEST_FROM_NAME, fromName) ? orNull(fromName) : blast.fromName;
        blast.replyTo =
                fits(Blast.LONGEST_REPLY_TO, replyTo) ? orNull(EmailAddress.normaliseIfValid(replyTo)) : blast.replyTo;
        blast.purpose = purpose.equals("SERVICE") ? Purpose.SERVICE : Purpose.MARKETING;
        if (blocks == null) {
            blast.write(html);
        } else {
            BlockContents.write(blast, blocks);
        }
        blast.text = orNull(text);
        blast.embedImages = embedImages;
        blast.onePer = Arrays.stream(OnePer.values())
                .filter(one -> one.name().equals(onePer))
                .findFirst()
                .orElse(OnePer.ADDRESS);
    }

    private static boolean fits(int limit, String value) {
        return value.length() <= limit && !isLines(value);
    }

    private static boolean isLines(String value) {
        return value.strip().chars().anyMatch(Character::isISOControl);
    }

    private static @Nullable String orNull(String value) {
        return value.isBlank() ? null : value.strip();
    }
}
