package backbench.specs.yaml;

import backbench.commons.IoReason;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;

/** Reads untrusted YAML files. */
public final class YamlFile {

  /** The ending that specs have. */
  public static final String ENDING = ".yaml";

  /** The size in bytes above which a file is not read. */
  public static final int LARGEST_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private YamlFile() {}

  /**
   * Reads the one document of a file.
   *
   * @throws BackbenchException {@code INVALID_SPEC} if its name does not end in {@value #ENDING},
   *     it holds more than {@value #LARGEST_BYTES} bytes, is not UTF-8, is empty, breaks YAML's
   *     grammar, repeats a key, nests too deep, or uses tabs, anchors, aliases or tags; {@code
   *     UNKNOWN_NAME} if there is no such file; {@code IO} if it cannot be read
   */
  public static YamlNode read(Path file) {
    Location whole = Location.of(file.toString());
    if (!file.toString().endsWith(ENDING)) {
      throw YamlErrors.at(whole, "not a spec: expected a file whose name ends in " + ENDING);
    }
    if (!Files.exists(file)) {
      throw YamlErrors.at(ErrorCode.UNKNOWN_NAME, whole, "no such file; expected a spec", null);
    }
    if (!Files.isRegularFile(file)) {
      throw YamlErrors.at(whole, "not a regular file; expected a spec");
    }
    String text = text(file, whole);
    requireReadable(file, text);
    return new YamlTree(
            file, text, new Parse(LoadSettings.builder().build()).parseString(text).iterator())
        .document();
  }

  private static String text(Path file, Location whole) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST_BYTES + 1);
    } catch (IOException e) {
      throw YamlErrors.at(ErrorCode.IO, whole, "cannot be read: " + IoReason.of(e), e);
    }
    if (bytes.length > LARGEST_BYTES) {
      throw YamlErrors.at(whole, "larger than 1 MiB; expected a spec of at most 1 MiB");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    chars.flip();
    if (result.isError()) {
      throw YamlErrors.at(after(file, chars), "a byte that is not UTF-8; expected a file in UTF-8");
    }
    String text = chars.toString();
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static void requireReadable(Path file, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        throw YamlErrors.at(after(file, text.substring(0, i)), "a tab; expected spaces");
      }
      if (Character.isISOControl(c) && c != '\n' && c != '\r') {
        throw YamlErrors.at(
            after(file, text.substring(0, i)),
            "a control character (code %d); expected printable text".formatted((int) c));
      }
    }
  }

  /** Points at the character that follows a text. */
  static Location after(Path file, CharSequence before) {
    String text = before.toString();
    int lineStart = text.lastIndexOf('\n') + 1;
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Location(file.toString(), line, 1 + text.codePointCount(lineStart, text.length()));
  }
}
