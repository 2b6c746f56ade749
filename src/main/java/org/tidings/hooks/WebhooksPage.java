package org.tidings.hooks;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** Settings of the account's webhooks, and the last messages of each. */
@Path("/settings/webhooks")
@Produces(MediaType.TEXT_HTML)
class WebhooksPage {

    private static final int SHOWN = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Webhook> webhooks, Form form, Map<String, String> errors);

        static native TemplateInstance edit(View view, Form form, Map<String, String> errors);
    }

    /**
     * One webhook.
     *
     * @param secret shown once; null otherwise
     */
    record View(
            Webhook webhook,
            @Nullable String secret,
            DeliveryLog.Counts counts,
            List<DeliveryLog.Line> deliveries,
            boolean rotating) {}

    private final CurrentStaff current;
    private final Webhooks webhooks;
    private final DeliveryLog log;
    private final FlashMessage flash;
    private final Clock clock;

    WebhooksPage(CurrentStaff current, Webhooks webhooks, DeliveryLog log, FlashMessage flash, Clock clock) {
        this.current = current;
        this.webhooks = webhooks;
        this.log = log;
        this.flash = flash;
        this.clock = clock;
    }

    /** The submitted fields. */
    static class Form {

        @RestForm
        @DefaultValue("")
        public String url = "";

        @RestForm
        @DefaultValue("")
        public String description = "";

        @RestForm
        public List<String> event = new ArrayList<>();

        static Form of(Webhook webhook) {
            Form form = new Form();
            form.url = webhook.url;
            form.description = webhook.description;
            webhook.subscribed().forEach(subscribed -> form.event.add(subscribed.type()));
            return form;
        }

        Set<HookEvent> events() {
            return event.stream()
                    .flatMap(type -> HookEvent.ofType(type).stream())
                    .collect(Collectors.toSet());
        }

        public boolean has(HookEvent one) {
            return event.contains(one.type());
        }

        public List<HookEvent.Topic> topics() {
            return List.of(HookEvent.Topic.BLASTS, HookEvent.Topic.RECIPIENTS, HookEvent.Topic.ADDRESSES);
        }
    }

    private FormErrors check(Form form) {
        FormErrors errors = new FormErrors()
                .required("url", form.url, "Enter the address of the program that receives events.")
                .atMost(Webhooks.LONGEST_DESCRIPTION, "description", form.description)
                .addIf(form.events().isEmpty(), "event", "Choose at least one event.");
        webhooks.urlProblem(form.url.strip()).ifPresent(problem -> errors.add("url", problem));
        return errors;
    }

    private static Webhooks.Settings settings(Form form) {
        return new Webhooks.Settings(form.url.strip(), form.description.strip(), form.events());
    }

    @GET
    @Transactional
    public TemplateInstance list() {
        return list(new Form(), new FormErrors());
    }

    private TemplateInstance list(Form form, FormErrors errors) {
        return Templates.list(Webhook.ofAccount(current.accountId()), form, errors.byField());
    }

    /** Does not redirect: this response is the only one that shows the secret. */
    @POST
    @Transactional
    public Response add(@BeanParam Form form) {
        FormErrors errors = check(form)
                .addIf(
                        Webhook.ofAccount(current.accountId()).size() >= Webhooks.MOST,
                        "url",
                        "There are " + Webhooks.MOST + " webhooks already. Delete one first.");
        if (!errors.isEmpty()) {
            return Response.status(422).entity(list(form, errors)).build();
        }
        return secret(webhooks.add(settings(form)));
    }

    @GET
    @Path("{id}")
    @Transactional
    public TemplateInstance edit(String id) {
        Webhook webhook = find(id);
        return edit(webhook, null, Form.of(webhook), new FormErrors());
    }

    @POST
    @Path("{id}")
    @Transactional
    public Response change(String id, @BeanParam Form form) {
        Webhook webhook = find(id);
        FormErrors errors = check(form);
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(edit(webhook, null, form, errors))
                    .build();
        }
        webhooks.change(id, settings(form));
        return done(id, "Saved.");
    }

    /** Does not redirect, as {@link #add}. */
    @POST
    @Path("{id}/rotate")
    @Transactional
    public Response rotate(String id) {
        find(id);
        return secret(webhooks.rotate(id));
    }

    @POST
    @Path("{id}/enable")
    public Response enable(String id) {
        find(id);
        webhooks.enable(id, true);
        return done(id, "Enabled. What waits is sent now.");
    }

    @POST
    @Path("{id}/disable")
    public Response disable(String id) {
        find(id);
        webhooks.enable(id, false);
        return done(id, "Disabled. Events that happen now are not recorded for it.");
    }

    @POST
    @Path("{id}/test")
    @Transactional
    public Response test(String id) {
        log.test(find(id));
        return done(id, "The test event is being sent. Reload the page to see the answer.");
    }

    @POST
    @Path("{id}/redeliver")
    @Transactional
    public Response redeliver(String id, @RestForm @Nullable Long delivery, @RestForm @DefaultValue("7") int days) {
        Webhook webhook = find(id);
        if (delivery != null) {
            if (!log.redeliver(webhook, delivery)) {
                throw new NotFoundException();
            }
            return done(id, "The event is sent again.");
        }
        int count =
                log.redeliverFailed(webhook, clock.instant().minus(Duration.ofDays(Math.max(1, Math.min(days, 365)))));
        return done(id, count == 1 ? "1 event is sent again." : count + " events are sent again.");
    }

    @POST
    @Path("{id}/delete")
    public Response delete(String id) {
        find(id);
        webhooks.delete(id);
        flash.show("The webhook is deleted.");
        return Response.seeOther(URI.create("/settings/webhooks")).build();
    }

    private Webhook find(String id) {
        return Webhook.find(current.accountId(), id).orElseThrow(NotFoundException::new);
    }

    private Response done(String id, String sentence) {
        flash.show(sentence);
        return Response.seeOther(URI.create("/settings/webhooks/" + id)).build();
    }

    private Response secret(Webhooks.Secret made) {
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(edit(made.webhook(), made.secret(), Form.of(made.webhook()), new FormErrors()))
                .cacheControl(never)
                .build();
    }

    private TemplateInstance edit(Webhook webhook, @Nullable String secret, Form form, FormErrors errors) {
        boolean rotating = webhook.oldSecretUntil != null && clock.instant().isBefore(webhook.oldSecretUntil);
        View view =
                new View(webhook, secret, log.counts(webhook), log.latest(webhook, Long.MAX_VALUE, SHOWN), rotating);
        return Templates.edit(view, form, errors.byField());
    }
}
