package org.tidings.feedback.ses;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Adapts {@link CertificateFetcher} to the HTTP client interface of Amazon's signature verifier. */
final class CertificateClient implements SdkHttpClient {

    private final CertificateFetcher amazon;

    CertificateClient(CertificateFetcher amazon) {
        this.amazon = amazon;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                CertificateFetcher.Answer answer =
                        amazon.get(request.httpRequest().getUri());
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder()
                                .statusCode(answer.status())
                                .build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // requests end by their own timeout
            }
        };
    }

    @Override
    public void close() {
        // nothing to release
    }
}
