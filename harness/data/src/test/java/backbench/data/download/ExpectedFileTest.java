package backbench.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.download.ExpectedFile.State;
import backbench.error.BackbenchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedFileTest {

  private static final byte[] CONTENT = Bytes.random(100, 1);
  private static final ExpectedFile FILE =
      new ExpectedFile("x.gz", CONTENT.length, Bytes.sha256(CONTENT));

  @TempDir Path folder;

  @Test
  void aFileIsComparedBySizeAndThenByContent() throws IOException {
    assertThat(FILE.compare(folder)).isEqualTo(State.MISSING);
    write("x.gz", new byte[99]);
    assertThat(FILE.compare(folder)).isEqualTo(State.OTHER_SIZE);
    write("x.gz", new byte[100]);
    assertThat(FILE.compareSize(folder)).isEqualTo(State.VERIFIED);
    assertThat(FILE.compare(folder)).isEqualTo(State.OTHER_CONTENT);
    write("x.gz", CONTENT);
    assertThat(FILE.compare(folder)).isEqualTo(State.VERIFIED);
  }

  @Test
  void anUnpackedFileStandsForItsGzipFile() throws IOException {
    write("x", new byte[5]);
    assertThat(FILE.compare(folder)).isEqualTo(State.UNPACKED);
    assertThat(FILE.isUnpackedIn(folder)).isTrue();
  }

  @Test
  void aLinkThatLeadsOutOfTheFolderIsNotTheFile(@TempDir Path elsewhere) throws IOException {
    Path outside = Files.write(elsewhere.resolve("x.gz"), CONTENT);
    Files.createSymbolicLink(folder.resolve("x.gz"), outside);
    assertThat(FILE.compareSize(folder)).isEqualTo(State.LEADS_OUT);
    assertThat(FILE.compare(folder)).isEqualTo(State.LEADS_OUT);

    Files.delete(folder.resolve("x.gz"));
    write("y", CONTENT);
    Files.createSymbolicLink(folder.resolve("x.gz"), Path.of("y"));
    assertThat(FILE.compare(folder)).isEqualTo(State.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", "a\\b", ".hidden", "C:x", "/x"})
  void aNameLeadsNowhere(String name) {
    assertThatThrownBy(() -> new ExpectedFile(name, 1, FILE.sha256()))
        .isInstanceOf(BackbenchException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/x",
        "http://127.0.0.1.example.org/x",
        "http://localhost@example.org/x",
        "https://user@example.org/x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "https:///x",
        "https://example.org:70000/x",
        "x"
      })
  void aFileComesByHttpsOrFromThisMachine(String url) {
    assertThat(RemoteFile.isTrusted(URI.create(url))).isFalse();
    assertThatThrownBy(
            () ->
                new RemoteFile(
                    "x", 1, Optional.of(FILE.sha256()), List.of(URI.create(url)), List.of()))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/x", "http://127.0.0.1:1/x", "http://[::1]:1/x"})
  void suchUrlsAreFetched(String url) {
    assertThat(RemoteFile.isTrusted(URI.create(url))).isTrue();
  }

  @Test
  void aFileWithoutAChecksumIsRefused() {
    assertThatThrownBy(
            () ->
                new RemoteFile(
                    "x",
                    1,
                    Optional.empty(),
                    List.of(URI.create("https://example.org/x")),
                    List.of()))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("SHA-256");
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }
}
