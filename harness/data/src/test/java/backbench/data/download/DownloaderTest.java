package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the downloader against mirrors on loopback that do all that mirrors do. */
class DownloaderTest extends MirrorFixture {

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
  void aFolderInWhichNothingArrivedIsNotLeft() {
    Path inner = folder.resolve("made");

    assertThatThrownBy(() -> downloader().fetch(file(mirror.url("/none")), inner))
        .isInstanceOf(BackbenchException.class);

    assertThat(inner).doesNotExist();
  }

  @Test
  void whatIsHereAndVerifiedIsNotFetchedAgain() throws Exception {
    Files.write(folder.resolve(NAME), CONTENT);

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertThat(mirror.requests()).isEmpty();
    assertThat(events).containsExactly("already there");
  }

  @Test
  void aLinkThatLeadsElsewhereIsReplacedAndWhatItLeadsToIsLeft(@TempDir Path elsewhere)
      throws Exception {
    Path outside = Files.write(elsewhere.resolve(NAME), CONTENT);
    Files.createSymbolicLink(folder.resolve(NAME), outside);

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(Files.isSymbolicLink(folder.resolve(NAME))).isFalse();
    assertThat(outside).hasBinaryContent(CONTENT);
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
  void aServerMayTakeLongerThanAnyPauseAsLongAsItSendsOn() throws InterruptedException {
    fetch(mirror.serve("/a", mirror.steady(CONTENT, 2_500, 100)));

    assertArrived();
    assertThat(mirror.requests()).hasSize(1);
  }

  @Test
  void aServerThatAnnouncesAnotherLengthIsNotListenedTo() {
    assertFails(
        mirror.serve("/a", Mirror.whole(Bytes.random(39_999, 3))),
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
        mirror.serve("/a", Mirror.ranged(Bytes.random(40_000, 4))),
        mirror.serve("/b", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests())
        .containsExactly(
            new Mirror.Request("/a", Optional.empty()), new Mirror.Request("/b", Optional.empty()));
  }

  @Test
  void wrongBytesEverywhereAreAnErrorThatNamesBothChecksums() {
    byte[] wrong = Bytes.random(40_000, 4);

    assertFails(
        mirror.serve("/a", Mirror.ranged(wrong)), Bytes.sha256(wrong), Bytes.sha256(CONTENT));

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
    // On a busy machine even a refusal takes a while.
    patience = Duration.ofSeconds(20);

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
    for (String target :
        List.of("http://example.org/x", "https://example.org:70000/x", "file:///x", "", "::")) {
      assertThatThrownBy(() -> fetch(mirror.serve("/a", Mirror.redirect(target))))
          .isInstanceOf(BackbenchException.class)
          .hasMessageContaining("redirects to");
    }
  }
}
