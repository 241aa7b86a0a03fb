package backbench.worker.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spells records as bytes and back, by their declared types alone.
 *
 * <p>Handles records, sealed interfaces of records and of further sealed interfaces (by the simple
 * name of the permitted record), enums, strings, paths, primitives and their boxes, arrays of
 * float, double, int, long and byte, {@link List}, {@link Map} and {@link Optional}. The bytes
 * choose among permitted records and enum constants and nothing else: no class is ever loaded by a
 * name that came in. Sizes are checked against the bytes that are left before anything is
 * allocated, and records go through their own constructors, so that every invariant holds
 * afterwards.
 */
public final class RecordCodec {

  private static final int MOST_ELEMENTS = 1 << 20;
  private static final int DEEPEST = 64;

  private RecordCodec() {}

  /**
   * Spells a value.
   *
   * @param type its declared type: a record or a sealed interface
   * @throws IllegalArgumentException if the type, or one inside it, is none of the handled ones
   */
  public static <T> byte[] encode(Class<T> type, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes), type, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always writable", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a value.
   *
   * @param type the type that it was spelled as
   * @throws WireException if the bytes are not exactly one value of the type
   */
  public static <T> T decode(Class<T> type, byte[] bytes) throws WireException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    T value = type.cast(read(in, type, 0));
    if (in.hasRemaining()) {
      throw new WireException(
          in.remaining() + " bytes follow the " + type.getSimpleName() + ", expected none");
    }
    return value;
  }

  private static void write(DataOutputStream out, Type type, Object value) throws IOException {
    Class<?> raw = raw(type);
    if (raw == String.class || raw == Path.class) {
      writeBytes(out, value.toString().getBytes(StandardCharsets.UTF_8));
    } else if (raw == int.class || raw == Integer.class) {
      out.writeInt((Integer) value);
    } else if (raw == long.class || raw == Long.class) {
      out.writeLong((Long) value);
    } else if (raw == double.class || raw == Double.class) {
      out.writeDouble((Double) value);
    } else if (raw == float.class || raw == Float.class) {
      out.writeFloat((Float) value);
    } else if (raw == boolean.class || raw == Boolean.class) {
      out.writeByte((Boolean) value ? 1 : 0);
    } else if (raw.isArray()) {
      writeBytes(out, arrayBytes(value));
    } else if (raw.isEnum()) {
      writeBytes(out, ((Enum<?>) value).name().getBytes(StandardCharsets.UTF_8));
    } else if (raw == Optional.class) {
      Optional<?> optional = (Optional<?>) value;
      out.writeByte(optional.isPresent() ? 1 : 0);
      if (optional.isPresent()) {
        write(out, argument(type, 0), optional.get());
      }
    } else if (raw == List.class) {
      List<?> list = (List<?>) value;
      out.writeInt(list.size());
      for (Object element : list) {
        write(out, argument(type, 0), element);
      }
    } else if (raw == Map.class) {
      Map<?, ?> map = (Map<?, ?>) value;
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(out, argument(type, 0), entry.getKey());
        write(out, argument(type, 1), entry.getValue());
      }
    } else if (raw.isRecord()) {
      writeComponents(out, raw, value);
    } else if (raw.isSealed()) {
      Class<?> actual = value.getClass();
      writeBytes(out, permitted(raw, actual.getSimpleName()).getBytes(StandardCharsets.UTF_8));
      writeComponents(out, actual, value);
    } else {
      throw unhandled(type);
    }
  }

  private static void writeComponents(DataOutputStream out, Class<?> record, Object value)
      throws IOException {
    for (RecordComponent component : record.getRecordComponents()) {
      Object part;
      try {
        component.getAccessor().setAccessible(true);
        part = component.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's accessors only return", e);
      }
      if (part == null) {
        throw new IllegalArgumentException(
            record.getSimpleName() + "." + component.getName() + " is null; say Optional");
      }
      write(out, component.getGenericType(), part);
    }
  }

  private static Object read(ByteBuffer in, Type type, int depth) throws WireException {
    if (depth > DEEPEST) {
      throw new WireException("values nest deeper than " + DEEPEST);
    }
    Class<?> raw = raw(type);
    if (raw == String.class) {
      return readString(in);
    } else if (raw == Path.class) {
      return readPath(in);
    } else if (raw == int.class || raw == Integer.class) {
      return need(in, Integer.BYTES).getInt();
    } else if (raw == long.class || raw == Long.class) {
      return need(in, Long.BYTES).getLong();
    } else if (raw == double.class || raw == Double.class) {
      return need(in, Double.BYTES).getDouble();
    } else if (raw == float.class || raw == Float.class) {
      return need(in, Float.BYTES).getFloat();
    } else if (raw == boolean.class || raw == Boolean.class) {
      return readBoolean(in);
    } else if (raw.isArray()) {
      return readArray(in, raw);
    } else if (raw.isEnum()) {
      return readEnum(in, raw);
    } else if (raw == Optional.class) {
      return readBoolean(in)
          ? Optional.of(read(in, argument(type, 0), depth + 1))
          : Optional.empty();
    } else if (raw == List.class) {
      return readList(in, type, depth);
    } else if (raw == Map.class) {
      return readMap(in, type, depth);
    } else if (raw.isRecord()) {
      return readRecord(in, raw, depth);
    } else if (raw.isSealed()) {
      return readRecord(in, choose(raw, readString(in)), depth);
    }
    throw unhandled(type);
  }

  private static Object readRecord(ByteBuffer in, Class<?> record, int depth) throws WireException {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] parts = new @Nullable Object[components.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = read(in, components[i].getGenericType(), depth + 1);
    }
    try {
      var constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(parts);
    } catch (InvocationTargetException e) {
      throw new WireException(
          "a " + record.getSimpleName() + " refuses its values: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }

  private static List<Object> readList(ByteBuffer in, Type type, int depth) throws WireException {
    int size = count(in, MOST_ELEMENTS);
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in, argument(type, 0), depth + 1));
    }
    return list;
  }

  private static Map<Object, Object> readMap(ByteBuffer in, Type type, int depth)
      throws WireException {
    int size = count(in, MOST_ELEMENTS);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = read(in, argument(type, 0), depth + 1);
      if (map.put(key, read(in, argument(type, 1), depth + 1)) != null) {
        throw new WireException("a map has the key " + key + " twice");
      }
    }
    return map;
  }

  private static Object readEnum(ByteBuffer in, Class<?> type) throws WireException {
    String name = readString(in);
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new WireException("'" + printable(name) + "' is no " + type.getSimpleName());
  }

  private static byte[] arrayBytes(Object array) {
    if (array instanceof byte[] bytes) {
      return bytes;
    } else if (array instanceof float[] floats) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(floats.length, Float.BYTES));
      buffer.asFloatBuffer().put(floats);
      return buffer.array();
    } else if (array instanceof double[] doubles) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(doubles.length, Double.BYTES));
      buffer.asDoubleBuffer().put(doubles);
      return buffer.array();
    } else if (array instanceof int[] ints) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(ints.length, Integer.BYTES));
      buffer.asIntBuffer().put(ints);
      return buffer.array();
    } else if (array instanceof long[] longs) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(longs.length, Long.BYTES));
      buffer.asLongBuffer().put(longs);
      return buffer.array();
    }
    throw unhandled(array.getClass());
  }

  private static Object readArray(ByteBuffer in, Class<?> type) throws WireException {
    ByteBuffer bytes = ByteBuffer.wrap(readBytes(in));
    if (type == byte[].class) {
      return bytes.array();
    } else if (type == float[].class) {
      float[] floats = new float[elements(bytes, Float.BYTES)];
      bytes.asFloatBuffer().get(floats);
      return floats;
    } else if (type == double[].class) {
      double[] doubles = new double[elements(bytes, Double.BYTES)];
      bytes.asDoubleBuffer().get(doubles);
      return doubles;
    } else if (type == int[].class) {
      int[] ints = new int[elements(bytes, Integer.BYTES)];
      bytes.asIntBuffer().get(ints);
      return ints;
    } else if (type == long[].class) {
      long[] longs = new long[elements(bytes, Long.BYTES)];
      bytes.asLongBuffer().get(longs);
      return longs;
    }
    throw unhandled(type);
  }

  private static int elements(ByteBuffer bytes, int each) throws WireException {
    if (bytes.remaining() % each != 0) {
      throw new WireException(
          "an array of " + bytes.remaining() + " bytes does not hold elements of " + each);
    }
    return bytes.remaining() / each;
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(ByteBuffer in) throws WireException {
    byte[] bytes = new byte[count(in, in.remaining())];
    need(in, bytes.length).get(bytes);
    return bytes;
  }

  private static String readString(ByteBuffer in) throws WireException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static Path readPath(ByteBuffer in) throws WireException {
    String text = readString(in);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new WireException("'" + printable(text) + "' is no path", e);
    }
  }

  private static boolean readBoolean(ByteBuffer in) throws WireException {
    byte value = need(in, 1).get();
    if (value != 0 && value != 1) {
      throw new WireException("a truth value is 0 or 1, not " + value);
    }
    return value == 1;
  }

  private static int count(ByteBuffer in, int most) throws WireException {
    int count = need(in, Integer.BYTES).getInt();
    if (count < 0 || count > most) {
      throw new WireException("a size of " + count + ", expected 0 to " + most);
    }
    return count;
  }

  private static ByteBuffer need(ByteBuffer in, int bytes) throws WireException {
    if (in.remaining() < bytes) {
      throw new WireException(
          "the bytes end too early: " + in.remaining() + " left, " + bytes + " expected");
    }
    return in;
  }

  /** Finds the permitted record of a simple name. */
  private static Class<?> choose(Class<?> sealed, String name) throws WireException {
    return records(sealed)
        .filter(each -> each.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new WireException("'" + printable(name) + "' is no " + sealed.getSimpleName()));
  }

  private static Stream<Class<?>> records(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(each -> each.isSealed() ? records(each) : Stream.of(each))
        .filter(Class::isRecord);
  }

  private static String permitted(Class<?> sealed, String name) {
    try {
      return choose(sealed, name).getSimpleName();
    } catch (WireException e) {
      throw new IllegalArgumentException(
          name + " is not a record that " + sealed.getName() + " permits", e);
    }
  }

  private static String printable(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    } else if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> plain) {
      return plain;
    }
    throw unhandled(type);
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw unhandled(type);
  }

  private static IllegalArgumentException unhandled(Type type) {
    return new IllegalArgumentException("the wire has no spelling for " + type.getTypeName());
  }
}
