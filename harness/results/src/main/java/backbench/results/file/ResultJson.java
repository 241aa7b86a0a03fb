package backbench.results.file;

import backbench.commons.IoReason;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import backbench.results.RunResult;
import backbench.results.migration.Migrations;
import backbench.results.migration.TreeException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Turns result records into JSON and back, strictly.
 *
 * <p>A file starts with {@code formatVersion}. Every property is written, absent ones as {@code
 * null}; instants in ISO 8601; numbers that are not finite as the strings {@code "NaN"}, {@code
 * "Infinity"} and {@code "-Infinity"}. A reader refuses an unknown, a missing or a repeated
 * property and a wrong type. Results of older formats are brought up to this one before they are
 * read.
 */
public final class ResultJson {

  /** The version of the result format that this build writes. */
  public static final int FORMAT_VERSION = Migrations.CURRENT;

  private static final String VERSION = Migrations.VERSION;
  private static final long LARGEST_FILE_BYTES = 512L << 20;
  private static final int LONGEST_STRING = 64 << 20;

  private static final JsonMapper MAPPER = mapper();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private ResultJson() {}

  /** Spells a record as a file, in UTF-8, with a line feed at its end. */
  public static byte[] write(Record value) {
    ObjectNode file = JsonNodeFactory.instance.objectNode().put(VERSION, FORMAT_VERSION);
    file.setAll(RecordWriter.write(value));
    try {
      return (WRITER.writeValueAsString(file) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  /**
   * Reads a result of any format that there was.
   *
   * @throws BackbenchException {@code INVALID_RESULT} with the place if it is none or of a newer
   *     format, {@code IO} if the file cannot be read
   */
  public static RunResult readRun(Path file) {
    return readRun(bytes(file), file.toString());
  }

  /**
   * Reads a result of any format that there was.
   *
   * @param name what to call the source in errors
   * @throws BackbenchException {@code INVALID_RESULT} with the place if it is none or of a newer
   *     format
   */
  public static RunResult readRun(byte[] bytes, String name) {
    return run(tree(bytes, name), name);
  }

  /** Binds the tree of a result of any format. */
  static RunResult run(ObjectNode tree, String name) {
    int version = version(tree, name);
    try {
      ObjectNode current = Migrations.upToDate(tree, version);
      current.remove(VERSION);
      return RecordReader.read(current, RunResult.class);
    } catch (TreeException e) {
      String layout =
          version == FORMAT_VERSION
              ? ""
              : " (while bringing it from format " + version + " up to " + FORMAT_VERSION + ")";
      throw invalid(name, "not a result" + e.sentence() + layout, e);
    }
  }

  /**
   * Reads a record that this build, or another of its format, wrote.
   *
   * @throws BackbenchException {@code INVALID_RESULT} with the place if it is none, {@code IO} if
   *     the file cannot be read
   */
  public static <T extends Record> T read(Path file, Class<T> type) {
    return read(bytes(file), file.toString(), type);
  }

  /**
   * Reads a record that this build, or another of its format, wrote.
   *
   * @param name what to call the source in errors
   * @throws BackbenchException {@code INVALID_RESULT} with the place if it is none
   */
  public static <T extends Record> T read(byte[] bytes, String name, Class<T> type) {
    ObjectNode tree = tree(bytes, name);
    int version = version(tree, name);
    if (version != FORMAT_VERSION) {
      throw invalid(
          name, "of result format " + version + ", expected format " + FORMAT_VERSION, null);
    }
    tree.remove(VERSION);
    try {
      return RecordReader.read(tree, type);
    } catch (TreeException e) {
      throw invalid(name, "not a result" + e.sentence(), e);
    }
  }

  /** Reads the tree of a file. */
  static ObjectNode tree(Path file) {
    return tree(bytes(file), file.toString());
  }

  private static ObjectNode tree(byte[] bytes, String name) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw notJson(name, e);
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw invalid(name, "not a result: expected a JSON object", null);
  }

  /**
   * Returns the format of a tree.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if it does not say, or if this build does not
   *     know it yet
   */
  static int version(ObjectNode tree, String name) {
    JsonNode version = tree.get(VERSION);
    if (version == null) {
      throw invalid(name, "not a result: no property '" + VERSION + "', expected one", null);
    }
    if (!version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() < 1) {
      throw invalid(
          name,
          "not a result at '" + VERSION + "': expected a whole number from 1 to " + FORMAT_VERSION,
          null);
    }
    if (version.intValue() > FORMAT_VERSION) {
      throw invalid(
          name,
          "result format "
              + version.intValue()
              + " is newer than this build of Backbench, which reads formats 1 to "
              + FORMAT_VERSION
              + "; use the build that wrote it, or a newer one",
          null);
    }
    return version.intValue();
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        throw invalid(
            file.toString(),
            "larger than " + LARGEST_FILE_BYTES + " bytes, which no result is",
            null);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO,
          "cannot read " + file + ": " + IoReason.of(e),
          Location.of(file.toString()),
          e);
    }
  }

  /** Puts into words what is wrong with a text; Jackson's own speak of its tokens and switches. */
  private static BackbenchException notJson(String name, IOException e) {
    JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
    Location location =
        at == null ? Location.of(name) : new Location(name, at.getLineNr(), at.getColumnNr());
    String said =
        e instanceof JsonProcessingException json ? String.valueOf(json.getOriginalMessage()) : "";
    String what =
        e instanceof JsonEOFException
            ? "the file ends too early"
            : e instanceof StreamConstraintsException
                ? "a text, a number or the nesting is longer than a result has"
                : said.startsWith("Duplicate field")
                    ? "repeated property " + said.replaceFirst("Duplicate field ", "")
                    : said.startsWith("Invalid UTF-8")
                        ? "a byte that is not UTF-8, expected a text in UTF-8"
                        : "not JSON";
    return new BackbenchException(
        ErrorCode.INVALID_RESULT, location + ": not a result: " + what, location, e);
  }

  private static BackbenchException invalid(String name, String what, @Nullable Exception cause) {
    return new BackbenchException(
        ErrorCode.INVALID_RESULT, name + ": " + what, Location.of(name), cause);
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(LONGEST_STRING)
                .maxNestingDepth(64)
                .maxDocumentLength(LARGEST_FILE_BYTES)
                .build());
    return mapper;
  }
}
