package org.tidings.feedback.ses;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Uses the JDK's HTTP client. SNS waits 15 seconds for our response, so the timeouts are shorter. */
@ApplicationScoped
class HttpsCertificateFetcher implements CertificateFetcher {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    @Override
    public Answer get(URI address) throws IOException {
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> response = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() >= 500) {
                throw new IOException(address.getHost() + " returned status " + response.statusCode());
            }
            return new Answer(response.statusCode(), response.body());
        } catch (ExecutionException failure) {
            throw new IOException(address.getHost() + " cannot be reached: " + failure.getCause(), failure);
        } catch (TimeoutException timeout) {
            exchange.cancel(true);
            throw new IOException(
                    address.getHost() + " did not respond within " + TIMEOUT.toSeconds() + " seconds", timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}
