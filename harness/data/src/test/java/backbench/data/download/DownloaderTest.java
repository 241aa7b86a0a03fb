package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds the downloader against mirrors on loopback that do all that mirrors do. */
@Timeout(30)
class DownloaderTest {

  private static final String NAME = "data.bin";
  private static final byte[] CONTENT = random(40_000, 1);

  private final Mirror mirror = new Mirror();
  private final List<String> events = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() throws IOException {
    mirror.close();
  }

  @Test
  void aFileArrivesWholeUnderItsNameAndNothingElseIsLeft() throws InterruptedException {
    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(events).containsExactly("started 0", "arrived");
  }

  @Test
  void theFolderIsMade() throws InterruptedException {
    Path inner = folder.resolve("not/yet");

    downloader().fetch(file(mirror.serve("/a", Mirror.ranged(CONTENT))), inner);

    assertThat(inner.resolve(NAME)).hasBinaryContent(CONTENT);
  }

  @Test
  void whatIsHereAndVerifiedIsNotFetchedAgain() throws Exception {
    Files.write(folder.resolve(NAME), CONTENT);

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertThat(mirror.requests()).isEmpty();
    assertThat(events).containsExactly("already there");
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws Exception {
    byte[] damaged = CONTENT.clone();
    damaged[20_000]++;
    Files.write(folder.resolve(NAME), damaged);

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
  }

  @Test
  void whatAnEarlierProcessLeftIsGoneOnWith() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests()).containsExactly(new Mirror.Request("/a", Optional.of(15_000)));
    assertThat(events).containsExactly("started 15000", "arrived");
  }

  @Test
  void aWholePartIsVerifiedWithoutAskingForMore() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), CONTENT);

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests()).isEmpty();
  }

  @Test
  void aPartOfAnotherFileIsThrownAway() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), random(15_000, 2));

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests())
        .extracting(Mirror.Request::range)
        .containsExactly(Optional.of(15_000), Optional.empty());
  }

  @Test
  void aPartThatIsTooLongIsThrownAway() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), random(50_000, 2));

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
  }

  @Test
  void aServerThatIgnoresRangesSendsAllOfItAgain() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));

    fetch(mirror.serve("/a", Mirror.whole(CONTENT)));

    assertArrived();
    assertThat(events).containsExactly("started 0", "arrived");
  }

  @Test
  void aServerThatSendsAnotherRangeIsAskedForAllOfIt() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));
    Mirror.Behaviour wrongRange =
        (request, out) -> {
          if (request.range().isEmpty()) {
            Mirror.whole(CONTENT).answer(request, out);
          } else {
            Mirror.head(out, "206 Partial Content", "Content-Range: bytes 0-39999/40000");
            out.write(CONTENT);
          }
        };

    fetch(mirror.serve("/a", wrongRange));

    assertArrived();
  }

  @Test
  void aRangeThatCannotBeSatisfiedStartsOver() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));
    Mirror.Behaviour unsatisfiable =
        (request, out) ->
            (request.range().isEmpty()
                    ? Mirror.whole(CONTENT)
                    : Mirror.status("416 Range Not Satisfiable", "Content-Length: 0"))
                .answer(request, out);

    fetch(mirror.serve("/a", unsatisfiable));

    assertArrived();
  }

  @Test
  void aPartThatOneMirrorCannotGoOnWithIsKeptForTheNext() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));

    fetch(
        mirror.serve("/a", Mirror.status("416 Range Not Satisfiable", "Content-Length: 0")),
        mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests()).endsWith(new Mirror.Request("/b", Optional.of(15_000)));
  }

  @Test
  void whatOneMirrorBroughtIsKeptThoughAnotherCannotGoOnWithThePart() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));
    URI refuses =
        mirror.serve("/a", Mirror.status("416 Range Not Satisfiable", "Content-Length: 0"));
    URI breaksOff =
        mirror.serve(
            "/b",
            (request, out) -> {
              int from = request.range().orElseThrow();
              Mirror.head(
                  out, "206 Partial Content", "Content-Range: bytes " + from + "-39999/40000");
              out.write(CONTENT, from, from == 15_000 ? 10_000 : 0);
            });

    assertThatThrownBy(() -> fetch(refuses, breaksOff))
        .hasMessageContainingAll(refuses + " has no more than", breaksOff + " ended after 25000");

    assertThat(folder.resolve(NAME + ".part")).hasBinaryContent(Arrays.copyOf(CONTENT, 25_000));
    assertThat(events).filteredOn(event -> event.startsWith("failed")).hasSize(2);
  }

  @Test
  void whatAServerSendsTooMuchTakesNothingOfAnEarlierPartAway() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));
    Mirror.Behaviour endless =
        (request, out) -> {
          Mirror.head(out, "206 Partial Content", "Content-Range: bytes 15000-39999/40000");
          out.write(CONTENT);
        };

    fetch(mirror.serve("/a", endless), mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests()).endsWith(new Mirror.Request("/b", Optional.of(15_000)));
  }

  @Test
  void aPartThatIsALinkIsNotWrittenThrough(@TempDir Path outside) throws Exception {
    Path victim = Files.writeString(outside.resolve("victim"), "whole");
    Files.createSymbolicLink(folder.resolve(NAME + ".part"), victim);

    assertFails(mirror.serve("/a", Mirror.ranged(CONTENT)), NAME + ".part");

    assertThat(victim).hasContent("whole");
  }

  @Test
  void aConnectionThatIsCutGoesOnWhereItStopped() throws InterruptedException {
    fetch(mirror.serve("/a", Mirror.cutAfter(15_000, CONTENT)));

    assertArrived();
    assertThat(mirror.requests())
        .extracting(Mirror.Request::range)
        .containsExactly(Optional.empty(), Optional.of(15_000));
    assertThat(events).hasSize(4).element(1).asString().startsWith("interrupted: ");
  }

  @Test
  void aServerThatTruncatesIsLeftForTheNextAndWhatItSentIsKept() throws InterruptedException {
    byte[] truncated = Arrays.copyOf(CONTENT, 15_000);

    fetch(
        mirror.serve(
            "/a",
            (request, out) -> {
              if (request.range().isEmpty()) {
                Mirror.unannounced(truncated).answer(request, out);
              }
            }),
        mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests()).endsWith(new Mirror.Request("/b", Optional.of(15_000)));
  }

  @Test
  void whatATruncatingServerSentIsKeptForTheNextProcess() {
    URI url = mirror.serve("/a", Mirror.unannounced(Arrays.copyOf(CONTENT, 15_000)));

    assertFails(url, "ended after 15000 of 40000 bytes");

    assertThat(folder.resolve(NAME + ".part")).hasBinaryContent(Arrays.copyOf(CONTENT, 15_000));
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @Test
  void aServerThatStallsIsGivenUpInTime() throws InterruptedException {
    fetch(
        mirror.serve("/a", mirror.stallAfter(500, CONTENT)),
        mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(events).anyMatch(event -> event.equals("failed: sent nothing for 0.4 s"));
    assertThat(mirror.requests()).endsWith(new Mirror.Request("/b", Optional.of(500)));
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpInTime() {
    assertFails(mirror.serve("/a", mirror.silent()), "does not answer within 0.4 s");
  }

  @Test
  void aServerThatDripsIsAsGoodAsSilent() {
    assertFails(mirror.serve("/a", mirror.drip(CONTENT)), "bytes in 0.4 s");
  }

  @Test
  void aServerThatAnnouncesAnotherLengthIsNotListenedTo() {
    assertFails(
        mirror.serve("/a", Mirror.whole(random(39_999, 3))),
        "announces 39999 bytes; expected 40000");
  }

  @Test
  void aServerThatSendsMoreThanItMayIsCutOff() throws IOException {
    URI endless =
        mirror.serve(
            "/a",
            (request, out) -> {
              Mirror.head(out, "200 OK");
              while (true) {
                out.write(CONTENT);
              }
            });

    assertFails(endless, "sends more than the 40000 bytes expected");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aServerThatSendsLessThanItAnnouncesIsNotBelieved() {
    assertFails(
        mirror.serve(
            "/a",
            (request, out) -> {
              Mirror.head(out, "200 OK", "Content-Length: 40000");
              out.write(CONTENT, 0, 100);
            }),
        "broke off");
  }

  @Test
  void wrongBytesOfTheRightLengthGetNoNameAndTheNextMirrorIsTried() throws InterruptedException {
    fetch(
        mirror.serve("/a", Mirror.ranged(random(40_000, 4))),
        mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests())
        .containsExactly(
            new Mirror.Request("/a", Optional.empty()), new Mirror.Request("/b", Optional.empty()));
  }

  @Test
  void wrongBytesEverywhereAreAnErrorThatNamesBothChecksums() {
    byte[] wrong = random(40_000, 4);

    assertFails(mirror.serve("/a", Mirror.ranged(wrong)), sha256(wrong), sha256(CONTENT));

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMissingFileIsSoughtAtTheNextMirror() throws InterruptedException {
    fetch(mirror.url("/none"), mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(events).containsExactly("failed: answers HTTP 404", "started 0", "arrived");
  }

  @Test
  void allMirrorsAreInTheErrorEachWithItsReason() {
    URI down = mirror.url("/x");
    URI broken = mirror.serve("/b", Mirror.status("500 Internal Server Error"));

    assertThatThrownBy(() -> fetch(down, broken))
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
        .hasMessageContainingAll(NAME, down + " answers HTTP 404", broken + " answers HTTP 500");
  }

  @Test
  void aMirrorThatIsDownIsSaidToBe() throws IOException {
    URI gone = mirror.url("/a");
    mirror.close();

    assertFails(gone, "cannot be reached");
  }

  @Test
  void redirectsAreFollowed() throws InterruptedException {
    mirror.serve("/b", Mirror.redirect("/c"));
    mirror.serve("/c", Mirror.ranged(CONTENT));

    fetch(mirror.serve("/a", Mirror.redirect(mirror.url("/b").toString())));

    assertArrived();
  }

  @Test
  void redirectsInACircleEnd() {
    assertFails(mirror.serve("/a", Mirror.redirect("/a")), "redirects more than 5 times");
  }

  @Test
  void aReasonThatTheMirrorMadeUpIsCutShort() {
    URI url = mirror.serve("/a", Mirror.redirect("ftp://example.org/" + "x".repeat(5_000)));

    assertThatThrownBy(() -> fetch(url))
        .hasMessageContaining("redirects to 'ftp://example.org/xxx")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
  }

  @Test
  void aRedirectToAnInsecureOrLocalPlaceIsNotFollowed() {
    for (String target : List.of("http://example.org/x", "file:///etc/passwd", "", "::")) {
      assertThatThrownBy(() -> fetch(mirror.serve("/a", Mirror.redirect(target))))
          .isInstanceOf(BackbenchException.class)
          .hasMessageContaining("redirects to");
    }
  }

  @Test
  void twoProcessesDoNotWriteTheSamePart() {
    try (PartFile other = PartFile.of(folder, NAME)) {
      other.append(ByteBuffer.wrap(new byte[1]));

      assertFails(mirror.serve("/a", Mirror.ranged(CONTENT)), "another process");
    }
  }

  @Test
  void anInterruptionKeepsWhatCame() throws Exception {
    URI url = mirror.serve("/a", mirror.stallAfter(5_000, CONTENT));
    Downloader patient =
        Downloader.create(
            Map.of(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            new DownloadListener() {
              @Override
              public void progressed(RemoteFile file, long bytes) {
                if (bytes == 5_000) {
                  Thread.currentThread().interrupt();
                }
              }
            });

    assertThatThrownBy(() -> patient.fetch(file(url), folder))
        .isInstanceOf(InterruptedException.class);

    assertThat(folder.resolve(NAME + ".part")).hasBinaryContent(Arrays.copyOf(CONTENT, 5_000));
  }

  private void fetch(URI... mirrors) throws InterruptedException {
    downloader().fetch(file(mirrors), folder);
  }

  private static RemoteFile file(URI... mirrors) {
    return new RemoteFile(
        NAME, CONTENT.length, Optional.of(sha256(CONTENT)), List.of(mirrors), List.of());
  }

  private void assertFails(URI mirror, String... reasons) {
    assertThatThrownBy(() -> fetch(mirror))
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
        .hasMessageContainingAll(reasons);
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  private void assertArrived() {
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Downloader downloader() {
    return Downloader.create(
        Map.of(),
        Duration.ofSeconds(5),
        Duration.ofMillis(400),
        new DownloadListener() {
          @Override
          public void alreadyThere(RemoteFile file) {
            events.add("already there");
          }

          @Override
          public void started(RemoteFile file, URI from, long offset) {
            events.add("started " + offset);
          }

          @Override
          public void interrupted(RemoteFile file, URI from, String reason) {
            events.add("interrupted: " + reason);
          }

          @Override
          public void failed(RemoteFile file, URI from, String reason) {
            events.add("failed: " + reason);
          }

          @Override
          public void arrived(RemoteFile file) {
            events.add("arrived");
          }
        });
  }

  static byte[] random(int bytes, long seed) {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return content;
  }

  static String sha256(byte[] content) {
    MessageDigest digest = FileDigest.sha256();
    digest.update(content);
    return FileDigest.hex(digest);
  }
}
