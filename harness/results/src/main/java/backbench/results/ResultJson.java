package backbench.results;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns result records into JSON and back, strictly.
 *
 * <p>Every property is written, absent ones as {@code null}; instants in ISO 8601; numbers that are
 * not finite as the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. A reader
 * refuses an unknown, a missing or a repeated property, a wrong type and another format version.
 */
public final class ResultJson {

  private static final long LARGEST_FILE_BYTES = 512L << 20;
  private static final int LONGEST_STRING = 64 << 20;

  private static final JsonMapper MAPPER = mapper();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private ResultJson() {}

  /** Spells a record, in UTF-8, with a line feed at its end. */
  public static byte[] write(Object value) {
    try {
      return (WRITER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JacksonException e) {
      throw new IllegalStateException("result records are plain data", e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws BackbenchException {@code INVALID_RESULT} with the place if it is not one, {@code IO}
   *     if the file cannot be read
   */
  public static <T> T read(Path file, Class<T> type) {
    byte[] bytes;
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        throw new BackbenchException(
            ErrorCode.INVALID_RESULT,
            file + ": larger than " + LARGEST_FILE_BYTES + " bytes, which no result is",
            Location.of(file.toString()),
            null);
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO,
          "cannot read " + file + ": " + e.getMessage(),
          Location.of(file.toString()),
          e);
    }
    return read(bytes, file.toString(), type);
  }

  /**
   * Reads a record.
   *
   * @param name what to call the source in errors
   * @throws BackbenchException {@code INVALID_RESULT} with the place if it is not one
   */
  public static <T> T read(byte[] bytes, String name, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw invalid(name, e);
    }
    if (value == null) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          name + ": null, expected " + type.getSimpleName(),
          Location.of(name),
          null);
    }
    Optional<String> missing = Nulls.find(value);
    if (missing.isPresent()) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          name + ": not a result at '" + missing.get() + "': null, expected a value",
          Location.of(name),
          null);
    }
    if (value instanceof RunResult run && run.formatVersion() != RunResult.FORMAT_VERSION) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          name
              + ": format version "
              + run.formatVersion()
              + ", this build reads version "
              + RunResult.FORMAT_VERSION,
          Location.of(name),
          null);
    }
    return value;
  }

  private static BackbenchException invalid(String name, IOException e) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    JsonLocation at = e instanceof JacksonException json ? json.getLocation() : null;
    Location location =
        at == null ? Location.of(name) : new Location(name, at.getLineNr(), at.getColumnNr());
    String said = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    // Jackson ends some messages with its own switches and with class names, which help nobody
    // here.
    String what =
        hasCause(e, NullPointerException.class)
            ? "null where a value is expected"
            : String.valueOf(said)
                .replaceFirst("(?s)^Cannot construct instance of `[^`]*`, problem: ", "")
                .replaceFirst("(?s)(; `Des| \\(class |: enable `).*", "");
    return new BackbenchException(
        ErrorCode.INVALID_RESULT,
        location + ": not a result" + (path.isEmpty() ? "" : " at '" + path + "'") + ": " + what,
        location,
        e);
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> kind) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static JsonMapper mapper() {
    SimpleModule instants = new SimpleModule("instants");
    instants.addSerializer(new InstantSerializer());
    instants.addDeserializer(Instant.class, new InstantDeserializer());
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(instants)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
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

  private static final class InstantSerializer extends StdScalarSerializer<Instant> {
    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString("");
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw context.weirdStringException(
            text, Instant.class, "expected an instant such as 2026-01-31T12:00:00Z");
      }
    }
  }
}
