package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gives tests a file to download, mirrors on loopback to download it from, and what was heard. */
@Timeout(30)
abstract class MirrorFixture {

  static final String NAME = "data.bin";
  static final byte[] CONTENT = Bytes.random(40_000, 1);

  final Mirror mirror = new Mirror();
  final List<String> events = new ArrayList<>();

  /** How long a mirror may say nothing; short, as some tests wait for it to pass. */
  Duration patience = Duration.ofMillis(400);

  @TempDir Path folder;

  @AfterEach
  void close() throws IOException {
    mirror.close();
  }

  void fetch(URI... mirrors) throws InterruptedException {
    downloader().fetch(file(mirrors), folder);
  }

  static RemoteFile file(URI... mirrors) {
    return new RemoteFile(
        NAME, CONTENT.length, Optional.of(Bytes.sha256(CONTENT)), List.of(mirrors), List.of());
  }

  void assertFails(URI mirror, String... reasons) {
    assertThatThrownBy(() -> fetch(mirror))
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
        .hasMessageContainingAll(reasons);
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  void assertArrived() {
    assertThat(folder.resolve(NAME)).hasBinaryContent(CONTENT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Downloader downloader() {
    return Downloader.create(
        Map.of(),
        Duration.ofSeconds(5),
        patience,
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
}
