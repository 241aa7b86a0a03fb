package backbench.data.download;

import backbench.data.download.MirrorException.Remedy;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fetches files from their mirrors into a folder.
 *
 * <p>A file takes its name only once its size and SHA-256 fit. What came of it before is kept in a
 * part beside it, which the next attempt goes on with, of this mirror or the next, now or in
 * another process. Mirrors are tried in their order; a part that none of them can go on with is
 * given up, and they are tried once more.
 */
public final class Downloader {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** How often one mirror is asked for the rest, as long as each answer brings some. */
  private static final int MOST_ATTEMPTS = 20;

  private final Transfer transfer;
  private final DownloadListener listener;

  private Downloader(HttpClient client, Duration longestPause, DownloadListener listener) {
    this.transfer = new Transfer(client, longestPause, listener);
    this.listener = listener;
  }

  /**
   * Makes a downloader that goes through the proxies of this process.
   *
   * @param environment the process's environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and
   *     {@code NO_PROXY} count where the JVM's own properties name no proxy
   * @throws BackbenchException {@code INVALID_ARGUMENT} if one of them cannot be read
   */
  public static Downloader create(Map<String, String> environment, DownloadListener listener) {
    return create(environment, CONNECT_TIMEOUT, LONGEST_PAUSE, listener);
  }

  /**
   * Makes a downloader with other limits.
   *
   * @param connectTimeout for a connection
   * @param longestPause for a mirror that sends nothing
   */
  static Downloader create(
      Map<String, String> environment,
      Duration connectTimeout,
      Duration longestPause,
      DownloadListener listener) {
    EnvironmentProxies proxies = EnvironmentProxies.of(environment, System.getProperties());
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            // One file at a time needs no streams side by side, and every proxy speaks this.
            .version(HttpClient.Version.HTTP_1_1)
            // Each target is judged before it is followed.
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies);
    proxies.authenticator().ifPresent(client::authenticator);
    return new Downloader(client.build(), longestPause, listener);
  }

  /**
   * Fetches a file, or what is kept of an archive, unless it is there already.
   *
   * @param folder where it belongs; made if it is missing
   * @throws BackbenchException {@code IO} if no mirror delivers the file as it must be, each with
   *     its reason, or if it cannot be written
   * @throws InterruptedException if the thread is interrupted; what came so far is kept
   */
  public void fetch(RemoteFile file, Path folder) throws InterruptedException {
    if (file.isIn(folder)) {
      listener.alreadyThere(file);
      return;
    }
    List<String> failures = new ArrayList<>();
    try (PartFile part = PartFile.of(folder, file.name())) {
      Outcome outcome = fetchFromAny(file, folder, part, failures);
      if (outcome == Outcome.PART_REFUSED) {
        part.clear();
        outcome = fetchFromAny(file, folder, part, failures);
      }
      if (outcome == Outcome.ARRIVED) {
        listener.arrived(file);
        return;
      }
    }
    throw new BackbenchException(
        ErrorCode.IO,
        "cannot fetch " + folder.resolve(file.name()) + ": " + String.join("; ", failures));
  }

  private enum Outcome {
    ARRIVED,
    FAILED,
    /** Some mirror has the file, but not from where the part ends. */
    PART_REFUSED
  }

  private Outcome fetchFromAny(RemoteFile file, Path folder, PartFile part, List<String> failures)
      throws InterruptedException {
    Outcome failed = Outcome.FAILED;
    for (URI mirror : file.urls()) {
      try {
        fetch(file, folder, part, mirror);
        return Outcome.ARRIVED;
      } catch (MirrorException e) {
        failures.add(mirror + " " + e.reason());
        listener.failed(file, mirror, e.reason());
        if (e.remedy() == Remedy.LEAVE_PART) {
          failed = Outcome.PART_REFUSED;
        }
      }
    }
    return failed;
  }

  private void fetch(RemoteFile file, Path folder, PartFile part, URI mirror)
      throws MirrorException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      long before = part.length();
      try {
        transfer.complete(part, file, mirror);
        accept(file, folder, part);
        return;
      } catch (MirrorException e) {
        boolean again =
            switch (e.remedy()) {
              case GO_ON ->
                  part.length() - before >= Transfer.LEAST_BYTES && attempt < MOST_ATTEMPTS;
              case START_OVER -> before > 0;
              case LEAVE_PART, NEXT_MIRROR -> false;
            };
        if (e.remedy() == Remedy.START_OVER) {
          part.clear();
        }
        if (!again) {
          throw e;
        }
        listener.interrupted(file, mirror, e.reason());
      }
    }
  }

  /** Verifies what has arrived, and only then puts it in its place. */
  private static void accept(RemoteFile file, Path folder, PartFile part) throws MirrorException {
    if (file.sha256().isPresent()) {
      String found = FileDigest.of(part.path());
      if (!found.equals(file.sha256().get())) {
        throw new MirrorException(
            Remedy.START_OVER,
            "sent other bytes: SHA-256 %s; expected %s".formatted(found, file.sha256().get()));
      }
    }
    if (file.members().isEmpty()) {
      part.moveTo(folder.resolve(file.name()));
      return;
    }
    try (Unpacking unpacking = new Unpacking(file, folder)) {
      unpacking.unpack(part.path());
      unpacking.keep();
    }
    part.clear();
  }
}
