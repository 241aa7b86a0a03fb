package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the downloader to what it makes of the part of a file that it has. */
class DownloadResumptionTest extends MirrorFixture {

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
  void aPartIsRemovedWhereTheFileIsHereAlready() throws Exception {
    Files.write(folder.resolve(NAME), CONTENT);
    Files.write(folder.resolve(NAME + ".part"), Arrays.copyOf(CONTENT, 15_000));

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests()).isEmpty();
    assertThat(events).containsExactly("already there");
  }

  @Test
  void aPartOfAnotherFileIsThrownAway() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Bytes.random(15_000, 2));

    fetch(mirror.serve("/a", Mirror.ranged(CONTENT)));

    assertArrived();
    assertThat(mirror.requests())
        .extracting(Mirror.Request::range)
        .containsExactly(Optional.of(15_000), Optional.empty());
  }

  @Test
  void aPartThatIsTooLongIsThrownAway() throws Exception {
    Files.write(folder.resolve(NAME + ".part"), Bytes.random(50_000, 2));

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
}
