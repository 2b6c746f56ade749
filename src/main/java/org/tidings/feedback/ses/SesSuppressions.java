package org.tidings.feedback.ses;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.tidings.feedback.provider.ApiRequest;
import org.tidings.feedback.provider.SuppressionApi;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The account-level suppression lists of Amazon SES, one for each region
 * (<a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteSuppressedDestination.html">DeleteSuppressedDestination</a>).
 * Requests are signed with an access key by AWS Signature Version 4
 * (<a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">IAM guide</a>).
 *
 * @param regions those of the SNS topics
 */
record SesSuppressions(List<Region> regions, AwsCredentialsIdentity key, Clock clock) implements SuppressionApi {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * A region with its endpoint.
     *
     * @param name for example {@code eu-west-1}
     * @param api for example {@code https://email.eu-west-1.amazonaws.com}
     */
    record Region(String name, URI api) {}

    /** SES answers 404 for an address that is not on the list. */
    @Override
    public List<HttpRequest> release(String email) {
        return regions.stream().map(region -> release(region, email)).toList();
    }

    private HttpRequest release(Region region, String email) {
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.DELETE)
                .uri(region.api())
                .encodedPath("/v2/email/suppression/addresses/" + ApiRequest.segment(email))
                .build();
        SdkHttpRequest signed = SIGNER.sign(request -> request.identity(key)
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ses")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.name())
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(signed.getUri()).timeout(TIMEOUT).DELETE();
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) { // the client sets it
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
