package org.tidings.blast.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.blast.Blast;
import org.tidings.blast.BlockContents;
import org.tidings.message.block.Block;
import org.tidings.message.block.MessageBody;

/** Asks before a message in blocks becomes HTML. It can be undone on the compose page. */
@Path("/blasts/{id}/html")
@Produces(MediaType.TEXT_HTML)
class OwnHtmlPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ask(OwnHtml change);
    }

    private final Drafts drafts;
    private final BlockActions actions;

    OwnHtmlPage(Drafts drafts, BlockActions actions) {
        this.drafts = drafts;
        this.actions = actions;
    }

    /**
     * Asks.
     *
     * @param block the position of the HTML block that becomes the message; none if all blocks do
     */
    @GET
    public Response ask(String id, @RestQuery @DefaultValue("-1") int block) {
        Blast draft = drafts.editable(id);
        return draft.blocks == null
                ? edit(draft)
                : Response.ok(Templates.ask(change(draft, block))).build();
    }

    @POST
    public Response replace(String id, @RestForm @DefaultValue("-1") int block) {
        Blast draft = drafts.editable(id);
        if (draft.blocks != null) {
            OwnHtml change = change(draft, block);
            String html = change.block() >= 0 && BlockContents.of(draft).get(change.block()) instanceof Block.Html one
                    ? one.html()
                    : draft.html;
            actions.become(draft, new DraftForm(), MessageBody.of(html));
        }
        return edit(draft);
    }

    private static OwnHtml change(Blast draft, int block) {
        List<Block> blocks = BlockContents.of(draft);
        return OwnHtml.ofOne(draft.publicId, blocks, block).orElseGet(() -> OwnHtml.ofAll(draft.publicId, blocks));
    }

    private static Response edit(Blast draft) {
        return Response.seeOther(URI.create("/blasts/" + draft.publicId + "/edit#message-heading"))
                .build();
    }
}
