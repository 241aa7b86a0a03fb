package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacks what a mirror sends, and refuses what it should not. */
@Timeout(30)
class ArchiveTest {

  private static final byte[] ONE = Bytes.random(5_000, 1);
  private static final byte[] TWO = Bytes.random(512, 2);

  private final Mirror mirror = new Mirror();

  @TempDir Path parent;

  @AfterEach
  void close() throws IOException {
    mirror.close();
  }

  @Test
  void theNamedMembersOfATarAreKeptAndNothingElse() throws Exception {
    byte[] tar =
        new Tars()
            .entry("set/", '5', 0, new byte[0])
            .file("set/readme.html", new byte[700])
            .file("set/one.bin", ONE)
            .entry("set/link", '2', 0, new byte[0])
            .file("set/two.bin", TWO)
            .gzip();

    fetch("set.tar.gz", tar, true);

    assertKept();
  }

  @Test
  void anArchiveWithoutAChecksumIsVouchedForByItsMembers() throws Exception {
    fetch("set.tgz", honest(), false);

    assertKept();
  }

  @Test
  void aZipIsUnpackedAsWell() throws Exception {
    byte[] zip = Tars.zip("set/one.bin", ONE);

    downloader()
        .fetch(
            new RemoteFile(
                "set.zip",
                zip.length,
                Optional.empty(),
                List.of(mirror.serve("/a", Mirror.ranged(zip))),
                List.of(member("one", "set/one.bin", ONE))),
            folder());

    assertThat(folder().resolve("one")).hasBinaryContent(ONE);
    assertThat(folder()).isDirectoryNotContaining("glob:**{.part,.unpacking,.zip}");
  }

  @Test
  void whatIsUnpackedAndVerifiedIsNotFetchedAgain() throws Exception {
    fetch("set.tar.gz", honest(), false);
    fetch("set.tar.gz", honest(), false);

    assertThat(mirror.requests()).hasSize(1);
  }

  @Test
  void oneDamagedMemberAndNoneIsKept() {
    byte[] damaged = TWO.clone();
    damaged[100]++;
    byte[] tar = new Tars().file("set/one.bin", ONE).file("set/two.bin", damaged).gzip();

    assertRefused(tar, "'set/two.bin' has the SHA-256 " + Bytes.sha256(damaged));
  }

  @Test
  void aMissingMemberIsNamed() {
    assertRefused(new Tars().file("set/one.bin", ONE).gzip(), "lacks set/two.bin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../one",
        "set/../../one",
        "/etc/passwd",
        "C:\\windows\\one",
        "set\\..\\one",
        ".."
      })
  void anEntryThatLeadsOutOfTheFolderCondemnsTheArchive(String name) throws IOException {
    byte[] tar =
        new Tars()
            .file("set/one.bin", ONE)
            .file("set/two.bin", TWO)
            .file(name, new byte[10])
            .gzip();

    assertRefused(tar, "'" + name + "' leads out of the folder");

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void anEntryOfAZipThatLeadsOutOfTheFolderCondemnsTheArchive() {
    assertRefused(Tars.zip("../one", ONE), "'../one' leads out of the folder");
  }

  @Test
  void aMemberOfAnotherSizeIsRefusedBeforeItIsWritten() {
    byte[] tar = new Tars().entry("set/one.bin", '0', 1L << 32, ONE).gzip();

    assertRefused(tar, "'set/one.bin' has 4294967296 bytes; expected 5000");
  }

  @Test
  void anArchiveThatClaimsMoreThanAnyDatasetIsRefusedByItsHeaders() {
    byte[] tar =
        new Tars()
            .entry("a", '0', 0, new byte[0])
            .entry("bomb", '0', (1L << 33) - 1, new byte[0])
            .gzip();
    byte[] twice =
        new Tars().file("set/other", new byte[600]).entry("bomb", '0', (1L << 33) - 1, ONE).gzip();

    assertRefused(tar, "ends within an entry");
    assertRefused(twice, "more than 8 GiB");
  }

  @Test
  void aSizeThatIsNoNumberIsRefused() {
    byte[] tar = new Tars().entry("bomb", '0', 1L << 36, new byte[0]).gzip();

    assertRefused(tar, "is not a number below 8 GiB");
  }

  @Test
  void aTruncatedArchiveIsRefused() {
    byte[] tar = honest();

    assertRefused(Arrays.copyOf(tar, tar.length / 2), "cannot be unpacked");
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    assertRefused(
        "<html>Please log in</html>".getBytes(StandardCharsets.US_ASCII), "cannot be unpacked");
  }

  @Test
  void theNextMirrorIsTriedForAnArchiveWhoseMembersAreWrong() throws Exception {
    byte[] wrong = new Tars().file("set/one.bin", TWO).file("set/two.bin", ONE).gzip();
    byte[] right = honest();
    byte[] padded = Arrays.copyOf(wrong, right.length);

    downloader()
        .fetch(
            new RemoteFile(
                "set.tar.gz",
                right.length,
                Optional.empty(),
                List.of(
                    mirror.serve("/a", Mirror.ranged(padded)),
                    mirror.serve("/b", Mirror.ranged(right))),
                members()),
            folder());

    assertKept();
  }

  private static byte[] honest() {
    return new Tars().file("set/one.bin", ONE).file("set/two.bin", TWO).gzip();
  }

  private void fetch(String name, byte[] archive, boolean checksum) throws InterruptedException {
    downloader()
        .fetch(
            new RemoteFile(
                name,
                archive.length,
                checksum ? Optional.of(Bytes.sha256(archive)) : Optional.empty(),
                List.of(mirror.serve("/a", Mirror.ranged(archive))),
                members()),
            folder());
  }

  private void assertRefused(byte[] archive, String reason) {
    assertThatThrownBy(() -> fetch("set.tar.gz", archive, false))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining(reason);
    assertThat(folder()).doesNotExist();
  }

  private void assertKept() throws IOException {
    assertThat(folder().resolve("one")).hasBinaryContent(ONE);
    assertThat(folder().resolve("two")).hasBinaryContent(TWO);
    try (var files = Files.list(folder())) {
      assertThat(files).hasSize(2);
    }
  }

  private static List<RemoteFile.Member> members() {
    return List.of(member("one", "set/one.bin", ONE), member("two", "set/two.bin", TWO));
  }

  private static RemoteFile.Member member(String name, String path, byte[] content) {
    return new RemoteFile.Member(
        path, new ExpectedFile(name, content.length, Bytes.sha256(content)));
  }

  private Path folder() {
    return parent.resolve("data");
  }

  private static Downloader downloader() {
    return Downloader.create(
        Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(5), new DownloadListener() {});
  }
}
