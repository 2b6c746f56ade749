package org.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.Role;
import org.tidings.hooks.DeliveryLog;
import org.tidings.hooks.HookEvent;
import org.tidings.hooks.Webhook;
import org.tidings.hooks.Webhooks;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.ADMIN)
@Blocking
@Tag(name = "Webhooks")
class WebhooksResource {

    private static final int LONGEST_URL = 1_000;

    /**
     * A webhook.
     *
     * @param disabledReason why Tidings disabled it; null if a person did
     * @param failingSince since when its receiver has accepted nothing
     * @param secret signs the messages; only in the answer that creates it
     */
    record WebhookJson(
            String id,
            String url,
            String description,
            List<String> events,
            boolean enabled,
            @Nullable String disabledReason,
            @Nullable Instant failingSince,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {

        static WebhookJson of(Webhook webhook, @Nullable String secret) {
            return new WebhookJson(
                    webhook.publicId,
                    webhook.url,
                    webhook.description,
                    webhook.subscribed().stream().map(HookEvent::type).toList(),
                    webhook.enabled,
                    webhook.disabledReason,
                    webhook.failingSince,
                    webhook.createdAt,
                    secret);
        }
    }

    /** All webhooks of the account. */
    record WebhookList(List<WebhookJson> items) {}

    /**
     * A message.
     *
     * @param messageId the {@code webhook-id}
     * @param state WAITING, DELIVERED, or FAILED after three days
     * @param status of the last HTTP answer; 0 without one
     * @param answer its beginning, or why there is none
     */
    record DeliveryJson(
            String id,
            String messageId,
            String type,
            Instant at,
            String state,
            int attempts,
            @Nullable Instant attemptedAt,
            int status,
            String answer,
            @Nullable Instant nextAttemptAt) {

        static DeliveryJson of(DeliveryLog.Line line) {
            return new DeliveryJson(
                    String.valueOf(line.id()),
                    line.messageId(),
                    line.event().type(),
                    line.at(),
                    line.state(),
                    line.attempts(),
                    line.attemptedAt(),
                    line.status(),
                    line.answer(),
                    line.nextAttemptAt());
        }
    }

    /** How many messages are sent again. */
    record Redelivery(int count) {}

    /** The id of the message that is sent. */
    record TestJson(String messageId) {}

    /** What a request changes. */
    private record Change(
            Webhooks.Settings settings, @Nullable Boolean enabled) {}

    private final Webhooks webhooks;
    private final DeliveryLog log;

    WebhooksResource(Webhooks webhooks, DeliveryLog log) {
        this.webhooks = webhooks;
        this.log = log;
    }

    @GET
    @Transactional
    @Operation(summary = "All webhooks, oldest first; at most 20")
    public WebhookList list() {
        return new WebhookList(webhooks.all().stream()
                .map(webhook -> WebhookJson.of(webhook, null))
                .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Add a webhook; the answer is the only one with its signing secret")
    public Response add(@Nullable JsonNode json) {
        Webhooks.Settings settings = JsonBody.read(json, body -> {
            body.ignore("id", "enabled", "disabledReason", "failingSince", "createdAt", "secret");
            String url = body.requiredText("url", LONGEST_URL);
            Set<HookEvent> events = events(body);
            if (events.isEmpty()) {
                body.required("events");
            }
            return new Webhooks.Settings(checked(body, url), description(body), events);
        });
        Webhooks.Secret added = webhooks.add(settings);
        return Response.created(URI.create("/api/v1/webhooks/" + added.webhook().publicId))
                .entity(WebhookJson.of(added.webhook(), added.secret()))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One webhook")
    public WebhookJson get(@PathParam("id") String id) {
        return WebhookJson.of(webhooks.find(id), null);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Change what is given; \"enabled\": true sends what waits")
    public WebhookJson change(@PathParam("id") String id, @Nullable JsonNode json) {
        Webhook webhook = webhooks.find(id);
        Change change = JsonBody.read(json, body -> {
            body.ignore("id", "disabledReason", "failingSince", "createdAt", "secret");
            String url = body.has("url") ? checked(body, body.requiredText("url", LONGEST_URL)) : webhook.url;
            Set<HookEvent> events = body.has("events") ? events(body) : webhook.subscribed();
            if (events.isEmpty()) {
                body.required("events");
            }
            String description = body.has("description") ? description(body) : webhook.description;
            return new Change(new Webhooks.Settings(url, description, events), body.flag("enabled"));
        });
        webhooks.change(id, change.settings());
        if (change.enabled() != null) {
            webhooks.enable(id, change.enabled());
        }
        return WebhookJson.of(webhook, null);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a webhook; what waits for it is not sent")
    public void delete(@PathParam("id") String id) {
        webhooks.delete(id);
    }

    @POST
    @Path("{id}/rotate")
    @Transactional
    @Operation(summary = "Create a new signing secret; messages are signed by the old one too for a day")
    public WebhookJson rotate(@PathParam("id") String id) {
        Webhooks.Secret rotated = webhooks.rotate(id);
        return WebhookJson.of(rotated.webhook(), rotated.secret());
    }

    @POST
    @Path("{id}/test")
    @Transactional
    @Operation(summary = "Send a message of type webhook.test")
    public Response test(@PathParam("id") String id) {
        return Response.accepted(new TestJson(log.test(webhooks.find(id)))).build();
    }

    @GET
    @Path("{id}/deliveries")
    @Transactional
    @Operation(summary = "The messages to a webhook, newest first")
    public Listing<DeliveryJson> deliveries(
            @PathParam("id") String id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int most = Listing.limit(limit);
        return Listing.of(
                log.latest(webhooks.find(id), Listing.before(cursor), most + 1),
                most,
                DeliveryJson::of,
                line -> String.valueOf(line.id()));
    }

    @POST
    @Path("{id}/deliveries/{delivery}/redeliver")
    @Transactional
    @Operation(summary = "Send one message again, with the same id")
    public Response redeliver(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        Webhook webhook = webhooks.find(id);
        boolean found = delivery.matches("^[0-9]{1,18}+$") && log.redeliver(webhook, Long.parseLong(delivery));
        if (!found) {
            throw new ProblemException(404, "This webhook has no such message.");
        }
        return Response.accepted(new Redelivery(1)).build();
    }

    @POST
    @Path("{id}/redeliver")
    @Transactional
    @Operation(summary = "Send all messages again that were given up since then")
    public Response redeliverFailed(@PathParam("id") String id, @QueryParam("since") @Nullable String since) {
        Webhook webhook = webhooks.find(id);
        return Response.accepted(new Redelivery(log.redeliverFailed(webhook, instant(since))))
                .build();
    }

    private static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException invalid) {
            throw new ProblemException(400, "since must be a time such as 2026-12-08T09:00:00Z.");
        }
    }

    private static String description(JsonBody body) {
        return body.textOrEmpty("description", Webhooks.LONGEST_DESCRIPTION);
    }

    /** The URL, which is reported if it cannot be used. */
    private String checked(JsonBody body, String url) {
        if (!url.isEmpty()) {
            webhooks.urlProblem(url).ifPresent(problem -> body.wrong("url", problem));
        }
        return url;
    }

    private static Set<HookEvent> events(JsonBody body) {
        Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
        for (String type : body.texts("events", 50, 50)) {
            HookEvent.ofType(type)
                    .ifPresentOrElse(
                            events::add,
                            () -> body.wrong(
                                    "events",
                                    "There is no event " + type + ". Those that exist: "
                                            + HookEvent.subscribable().stream()
                                                    .map(HookEvent::type)
                                                    .collect(Collectors.joining(", "))
                                            + "."));
        }
        return events;
    }
}
