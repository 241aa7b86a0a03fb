package backbench.data.download;

import backbench.data.download.MirrorException.Remedy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies what is missing of a file from one mirror, never more than the file may hold. */
final class Transfer {

  private static final int MOST_REDIRECTS = 5;

  /** A mirror that brings less than this in the longest pause allowed is as good as silent. */
  static final long LEAST_BYTES = 1024;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  private final HttpClient client;
  private final Duration longestPause;
  private final DownloadListener listener;

  Transfer(HttpClient client, Duration longestPause, DownloadListener listener) {
    this.client = client;
    this.longestPause = longestPause;
    this.listener = listener;
  }

  /**
   * Brings a part to the file's full size; what it holds then is not verified yet.
   *
   * <p>A part is gone on with without {@code If-Range}: another mirror's validator would mean
   * nothing, and the checksum tells whether the pieces belong together.
   */
  void complete(PartFile part, RemoteFile file, URI mirror)
      throws MirrorException, InterruptedException {
    if (part.length() > file.bytes()) {
      part.clear();
    }
    if (part.length() == file.bytes()) {
      return;
    }
    long from = part.length();
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = response(mirror, from);
    try (BodyQueue body = new BodyQueue(longestPause)) {
      response.body().subscribe(body);
      if (response.statusCode() == 200) {
        // Also the answer of a server that knows no ranges: all of it comes again.
        from = 0;
      } else {
        requireRange(response, from, file.bytes());
      }
      requireLength(response, file.bytes() - from);
      if (from == 0) {
        part.clear();
      }
      listener.started(file, mirror, from);
      copy(body, part, file);
    }
  }

  private void copy(BodyQueue body, PartFile part, RemoteFile file)
      throws MirrorException, InterruptedException {
    long before = part.length();
    long length = before;
    long windowStart = System.nanoTime();
    long windowBytes = 0;
    for (Optional<List<ByteBuffer>> next = body.next(); next.isPresent(); next = body.next()) {
      for (ByteBuffer bytes : next.get()) {
        length += bytes.remaining();
        windowBytes += bytes.remaining();
        if (length > file.bytes()) {
          part.truncate(before);
          throw new MirrorException(
              Remedy.NEXT_MIRROR, "sends more than the " + file.bytes() + " bytes expected");
        }
        part.append(bytes);
      }
      listener.progressed(file, length);
      if (System.nanoTime() - windowStart > longestPause.toNanos()) {
        if (windowBytes < LEAST_BYTES && length < file.bytes()) {
          throw new MirrorException(
              Remedy.GO_ON, "sent only " + windowBytes + " bytes in " + seconds());
        }
        windowStart = System.nanoTime();
        windowBytes = 0;
      }
    }
    if (length < file.bytes()) {
      throw new MirrorException(
          Remedy.GO_ON, "ended after " + length + " of " + file.bytes() + " bytes");
    }
  }

  /** Asks for the file from a byte on; follows redirects to where files may come from. */
  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> response(URI mirror, long from)
      throws MirrorException, InterruptedException {
    URI url = mirror;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(url, from);
      int status = response.statusCode();
      if (status == 200 || (status == 206 && from > 0)) {
        return response;
      }
      discard(response);
      if (status == 416 && from > 0) {
        throw new MirrorException(
            Remedy.LEAVE_PART, "has no more than " + from + " bytes (HTTP 416)");
      }
      if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
        throw new MirrorException(Remedy.NEXT_MIRROR, "answers HTTP " + status);
      }
      url = target(url, response.headers().firstValue("Location").orElse(""));
    }
    throw new MirrorException(
        Remedy.NEXT_MIRROR, "redirects more than " + MOST_REDIRECTS + " times");
  }

  private static URI target(URI from, String location) throws MirrorException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new MirrorException(Remedy.NEXT_MIRROR, "redirects to an invalid URL", e);
    }
    boolean downgrade = from.getScheme().equals("https") && !to.getScheme().equals("https");
    if (location.isEmpty() || downgrade || !RemoteFile.isTrusted(to)) {
      throw new MirrorException(
          Remedy.NEXT_MIRROR, "redirects to '" + location + "'; expected a URL by HTTPS");
    }
    return to;
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI url, long from)
      throws MirrorException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).header("User-Agent", "backbench");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    // A request's own timeout ends with the headers up to Java 25, and with the body from 26 on.
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofPublisher());
    try {
      return answer.get(longestPause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new MirrorException(Remedy.NEXT_MIRROR, "does not answer within " + seconds(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw unanswered(e.getCause() == null ? e : e.getCause());
    }
  }

  private static MirrorException unanswered(Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      return new MirrorException(
          Remedy.NEXT_MIRROR, "does not accept the connection in time", cause);
    }
    if (cause instanceof ConnectException) {
      // Its message is mostly empty, for a host that has no address as for one that is down.
      return new MirrorException(Remedy.NEXT_MIRROR, "cannot be reached", cause);
    }
    if (cause instanceof IOException) {
      return new MirrorException(
          Remedy.NEXT_MIRROR, "does not answer: " + MirrorException.words(cause), cause);
    }
    throw new IllegalStateException("the HTTP client failed", cause);
  }

  private void discard(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
    try (BodyQueue ignored = new BodyQueue(longestPause)) {
      response.body().subscribe(ignored);
    }
  }

  private static void requireRange(HttpResponse<?> response, long from, long bytes)
      throws MirrorException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(range);
    if (!matcher.matches()
        || Long.parseLong(matcher.group(1)) != from
        || Long.parseLong(matcher.group(2)) != bytes - 1
        || !(matcher.group(3).equals("*") || Long.parseLong(matcher.group(3)) == bytes)) {
      throw new MirrorException(
          Remedy.LEAVE_PART,
          "sends the range '%s'; expected bytes %d-%d/%d".formatted(range, from, bytes - 1, bytes));
    }
  }

  private static void requireLength(HttpResponse<?> response, long expected)
      throws MirrorException {
    String length = response.headers().firstValue("Content-Length").orElse("");
    if (!length.isEmpty() && !length.equals(String.valueOf(expected))) {
      throw new MirrorException(
          Remedy.NEXT_MIRROR, "announces " + length + " bytes; expected " + expected);
    }
  }

  private String seconds() {
    return longestPause.toMillis() / 1000.0 + " s";
  }
}
