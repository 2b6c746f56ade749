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

/** The JDK's client. SNS waits 15 seconds for our answer, so Amazon gets less to give its own. */
@ApplicationScoped
class HttpsCertificateFetcher implements CertificateFetcher {

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration ALL = Duration.ofSeconds(8);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    @Override
    public Answer get(URI address) throws IOException {
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> response = exchange.get(ALL.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() >= 500) {
                throw new IOException(address.getHost() + " answers " + response.statusCode());
            }
            return new Answer(response.statusCode(), response.body());
        } catch (ExecutionException failure) {
            throw new IOException(address.getHost() + " cannot be reached: " + failure.getCause(), failure);
        } catch (TimeoutException late) {
            exchange.cancel(true);
            throw new IOException(address.getHost() + " does not answer in " + ALL.toSeconds() + " seconds", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", stop);
        }
    }
}
