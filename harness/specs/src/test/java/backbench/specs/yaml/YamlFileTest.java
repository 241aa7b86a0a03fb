package backbench.specs.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"                       | :1:1: the file is empty",
        "# nothing\\n               | :1:1: the file is empty",
        "a: 1\\n\\tb: 2\\n          | :2:1: a tab; expected spaces",
        "a: 1\\nb: \\u0007\\n       | :2:4: a control character (code 7); expected printable text",
        "a: &x 1\\nb: *x\\n         | :1:4: an anchor (&name); expected the value without it",
        "a: *x\\n                   | :1:4: an alias (*name); expected the value written out",
        "a: !!java.io.File [x]\\n   | :1:4: the tag 'tag:yaml.org,2002:java.io.File'; expected the value without it",
        "a: !x 1\\n                 | :1:4: the tag '!x'; expected the value without it",
        "a: 1\\n---\\nb: 2\\n       | :2:1: a second document; expected one document in a file",
        "a: 1\\nb: 2\\na: 3\\n      | :3:1: the key 'a' a second time; expected it only on line 1",
        "[x]: 1\\n                  | :1:1: a key that is a list or a mapping; expected a name",
        "a: [1, 2\\nb: 3\\n         | :2:2: not YAML: while parsing a flow sequence, expected ',' or ']', but got :",
        "a: 'x\\n                   | :2:1: not YAML: while scanning a quoted scalar, found unexpected end of stream",
      })
  void everyBreachOfTheFormatGivesOneErrorAtItsPlace(String text, String error) throws IOException {
    String real =
        text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007").strip();
    Path file = write(text.endsWith("\\n") ? real + "\n" : real);

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC)).isEqualTo(file + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FFFFFFFF", "80000000", "d8000000"})
  void anEscapeBeyondUnicodeIsRefusedAtItsPlace(String code) throws IOException {
    Path file = write("a: 1\nb: \"x\\U" + code + "\"\n");

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC))
        .isEqualTo(
            file
                + ":2:6: not YAML: the escape \\U"
                + code
                + " names no character; expected one up to \\U0010FFFF");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAtTheirPlace() throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "a: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC))
        .isEqualTo(file + ":2:4: a byte that is not UTF-8; expected a file in UTF-8");
  }

  @Test
  void aSequenceOfBytesThatIsCutOffIsNotUtf8() throws IOException {
    Path file = folder.resolve("cut.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xC3});

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC)).startsWith(file + ":1:4: a byte that is not");
  }

  @Test
  void aFileAboveTheLimitIsRefusedAndOneAtTheLimitIsRead() throws IOException {
    String start = "a: 1\n#";
    Path most = write(start + "x".repeat(YamlFile.LARGEST_BYTES - start.length()));
    assertThat(YamlFile.read(most)).isInstanceOf(YamlNode.Mapping.class);

    Path more = write(start + "x".repeat(YamlFile.LARGEST_BYTES - start.length() + 1));
    assertThat(errorOf(more, ErrorCode.INVALID_SPEC))
        .isEqualTo(more + ": larger than 1 MiB; expected a spec of at most 1 MiB");
  }

  @Test
  void endlessNestingIsRefusedAtTheLimit() throws IOException {
    Path file = write("a: " + "[".repeat(500_000));

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC))
        .isEqualTo(file + ":1:20: nested deeper than 16 levels");
  }

  @Test
  void anExpandingBombIsRefusedAtItsFirstAnchor() throws IOException {
    Path file = write("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n");

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC)).startsWith(file + ":1:4: an anchor");
  }

  @Test
  void anErrorPassesNoEscapeSequenceOnToTheTerminal() throws IOException {
    Path file = write("\"\\e[31mkey\": 1\n\"\\e[31mkey\": 2\n");

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC))
        .isEqualTo(
            file + ":2:1: the key '\uFFFD[31mkey' a second time; expected it only on line 1");
  }

  @Test
  void anotherEndingIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("spec.yml"), "a: 1\n");

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC))
        .isEqualTo(file + ": not a spec: expected a file whose name ends in .yaml");
  }

  @Test
  void aMissingFileIsAnUnknownName() {
    Path file = folder.resolve("none.yaml");

    assertThat(errorOf(file, ErrorCode.UNKNOWN_NAME))
        .isEqualTo(file + ": no such file; expected a spec");
  }

  @Test
  void aFolderIsNotASpec() throws IOException {
    Path file = Files.createDirectory(folder.resolve("folder.yaml"));

    assertThat(errorOf(file, ErrorCode.INVALID_SPEC))
        .isEqualTo(file + ": not a regular file; expected a spec");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    YamlNode root = YamlFile.read(write("\uFEFFa: 1\n"));

    assertThat(((YamlNode.Mapping) root).entries().get(0).key()).isEqualTo("a");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), text);
  }

  private static String errorOf(Path file, ErrorCode code) {
    BackbenchException error =
        catchThrowableOfType(BackbenchException.class, () -> YamlFile.read(file));
    assertThat(error.code()).isEqualTo(code);
    return error.getMessage();
  }
}
