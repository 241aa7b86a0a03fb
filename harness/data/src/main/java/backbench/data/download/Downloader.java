package backbench.data.download;

import backbench.data.download.MirrorException.Remedy;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Fetches files from their mirrors into a folder.
 *
 * <p>A file takes its name only once its size and SHA-256 fit. What came of it before is kept in a
 * part beside it, which the next attempt goes on with, of this mirror or the next, now or in
 * another process. Mirrors are tried in their order; a part that none of them can go on with is
 * given up, and those that said so are asked for the whole.
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
    if (!PartFile.exists(folder, file.name()) && file.isIn(folder)) {
      listener.alreadyThere(file);
      return;
    }
    boolean made = !Files.exists(folder);
    try (PartFile part = PartFile.of(folder, file.name())) {
      // Another process may have fetched it since, or have been killed before it tidied up.
      if (file.isIn(folder)) {
        part.discard();
        listener.alreadyThere(file);
        return;
      }
      Attempt attempt = new Attempt(file, folder, part);
      if (!attempt.goOn() && !attempt.startOver()) {
        throw new BackbenchException(
            ErrorCode.IO,
            "cannot download "
                + folder.resolve(file.name())
                + ": "
                + String.join("; ", attempt.failures));
      }
    } finally {
      if (made && Files.isDirectory(folder)) {
        removeEmpty(folder);
      }
    }
    listener.arrived(file);
  }

  /** Leaves no folder behind in which there is nothing: it would seem to be a dataset's. */
  private static void removeEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isEmpty()) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, "cannot remove " + folder + ": " + e, e);
    }
  }

  /** Asks all mirrors of one file, until one delivers. */
  private final class Attempt {

    private final RemoteFile file;
    private final Path folder;
    private final PartFile part;
    private final List<String> failures = new ArrayList<>();
    private final Map<URI, String> refusals = new LinkedHashMap<>();
    private boolean worthKeeping;

    Attempt(RemoteFile file, Path folder, PartFile part) {
      this.file = file;
      this.folder = folder;
      this.part = part;
    }

    /** Tells whether a mirror delivered what is missing. */
    boolean goOn() throws InterruptedException {
      long before = part.length();
      for (URI mirror : file.urls()) {
        try {
          fetch(file, folder, part, mirror);
          return true;
        } catch (MirrorException e) {
          worthKeeping |= e.remedy() == Remedy.GO_ON || part.length() > before;
          if (e.remedy() == Remedy.LEAVE_PART) {
            refusals.put(mirror, e.reason());
          } else {
            fail(mirror, e.reason());
          }
        }
      }
      return false;
    }

    /**
     * Tells whether a mirror that did not go on with the part, as none did, delivered the whole.
     */
    boolean startOver() throws InterruptedException {
      if (worthKeeping) {
        refusals.forEach(this::fail);
        return false;
      }
      for (Map.Entry<URI, String> refusal : refusals.entrySet()) {
        part.clear();
        listener.interrupted(file, refusal.getKey(), refusal.getValue());
        try {
          fetch(file, folder, part, refusal.getKey());
          return true;
        } catch (MirrorException e) {
          fail(refusal.getKey(), e.reason());
        }
      }
      return false;
    }

    private void fail(URI mirror, String reason) {
      failures.add(mirror + " " + reason);
      listener.failed(file, mirror, reason);
    }
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
            "sent a file with the SHA-256 %s; expected %s".formatted(found, file.sha256().get()));
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
