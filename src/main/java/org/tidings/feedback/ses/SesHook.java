package org.tidings.feedback.ses;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.tidings.platform.web.PublicEndpoint;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;

/**
 * The webhook for SES events from SNS. "Raw message delivery" is rejected, because it has no signature. Returns 200 when the event is stored,
 * 503 to make SNS retry (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">SNS guide</a>), and 403 to
 * make it give up.
 */
@Path("/hooks/ses")
@PermitAll
@PublicEndpoint
@Blocking
class SesHook {

    private static final Logger LOG = Logger.getLogger(SesHook.class);

    /** An SNS message has at most 256 KiB; escaping it as a JSON string makes it larger. */
    private static final int LONGEST = 1024 * 1024;

    private final SnsVerifier verifier;
    private final SesIntake intake;
    private final CertificateFetcher amazon;

    SesHook(SnsVerifier verifier, SesIntake intake, CertificateFetcher amazon) {
        this.verifier = verifier;
        this.intake = intake;
        this.amazon = amazon;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response receive(InputStream body) throws IOException {
        byte[] envelope = body.readNBytes(LONGEST + 1);
        try {
            if (envelope.length > LONGEST) {
                throw new RefusedException("Larger than the maximum size of an SNS message");
            }
            answer(verifier.verify(new String(envelope, StandardCharsets.UTF_8)));
            return Response.ok().build();
        } catch (RefusedException refused) {
            LOG.warnf("Rejected a request to /hooks/ses: %s", refused.getMessage());
            return Response.status(Response.Status.FORBIDDEN).build();
        } catch (CertificateUnavailableException unavailable) {
            LOG.warnf("SNS message deferred, certificate or confirmation not available: %s", unavailable.getMessage());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "SNS message could not be processed; SNS will retry");
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        }
    }

    private void answer(SnsMessage message) {
        if (message instanceof SnsNotification) {
            intake.take(message.messageId(), message.message());
        } else if (message instanceof SnsSubscriptionConfirmation subscription) {
            confirm(subscription);
        } else {
            LOG.warnf(
                    "The subscription to %s was cancelled; no further feedback will be received from it",
                    message.topicArn());
        }
    }

    private void confirm(SnsSubscriptionConfirmation subscription) {
        URI address = verifier.confirmation(subscription);
        try {
            CertificateFetcher.Answer answer = amazon.get(address);
            if (answer.status() != 200) {
                throw new RefusedException("Subscription confirmation failed: " + answer.status());
            }
            LOG.infof("Subscribed to %s", subscription.topicArn());
        } catch (IOException failure) {
            throw new CertificateUnavailableException(failure);
        }
    }
}
